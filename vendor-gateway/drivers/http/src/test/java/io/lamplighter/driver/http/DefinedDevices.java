package io.lamplighter.driver.http;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.tck.FakeBackend;
import io.lamplighter.driver.tck.Fault;
import io.lamplighter.driver.tck.Trial;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Thousands of plugs behind one address, in one of the forms that definitions can read; the token is asked for with every call. */
final class DefinedDevices implements FakeBackend {
    private static final int COUNT = 5_000;
    private static final String TOKEN = "tulip & <rose>";
    private static final Pattern SENT = Pattern.compile("(true|false|[0-9.]+)");

    record State(boolean on, double level, Instant now) {}

    record Past(Instant at, boolean on) {}

    private static final class Plug {
        boolean on;
        double level = 40;
        final List<Past> past = new ArrayList<>();

        synchronized void dim(double to) {
            level = to;
        }

        synchronized void turn(boolean to) {
            on = to;
            var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            var last = past.isEmpty() ? Instant.EPOCH : past.getLast().at();
            past.add(new Past(now.isAfter(last) ? now : last.plusMillis(1), to));
        }

        synchronized State state(Duration travelled) {
            return new State(on, level, Instant.now().plus(travelled).truncatedTo(ChronoUnit.MILLIS));
        }

        synchronized List<Past> since(Instant since) {
            return past.stream().filter(item -> !item.at().isBefore(since)).toList();
        }
    }

    private final Form form;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Plug> plugs = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AtomicInteger rude = new AtomicInteger();
    private volatile Optional<Fault> fault = Optional.empty();
    private volatile Duration travelled = Duration.ZERO;

    DefinedDevices(Form form) {
        this.form = form;
        for (var id = 0; id < COUNT; id++) {
            plugs.put(id, new Plug());
            calls.put(id, new AtomicInteger());
        }
        this.server = vertx.createHttpServer()
                .connectionHandler(this::keep)
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void keep(HttpConnection connection) {
        connections.add(connection);
        connection.closeHandler(closed -> connections.remove(connection));
    }

    @Override
    public int devices() {
        return COUNT;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(Duration.ofSeconds(7));
    }

    @Override
    public void restart() {
        inflict(Optional.of(Fault.CUT_OFF));
        connections.forEach(HttpConnection::close);
        inflict(Optional.empty());
    }

    @Override
    public boolean travel(Duration by) {
        travelled = by;
        return true;
    }

    @Override
    public VendorDevice device(int number) {
        return device(Integer.toString(number));
    }

    @Override
    public VendorDevice unknownDevice() {
        return device("9999");
    }

    private VendorDevice device(String id) {
        return new VendorDevice(
                account(), Map.of("definition", "contract", "host", "127.0.0.1:" + server.actualPort(), "device", id));
    }

    @Override
    public Account account() {
        return new Account("default", Map.of(), name -> Optional.of(TOKEN).filter(token -> name.equals("token")));
    }

    @Override
    public Map<String, Object> truth(VendorDevice device) {
        var state = plug(device).state(travelled);
        return Map.of("on", state.on(), "level", state.level(), "temperature", 21.5);
    }

    @Override
    public Trial statusTrial() {
        return new Trial(device(0), new Setting("on", true), new Setting("on", false));
    }

    @Override
    public Trial attributeTrial() {
        return new Trial(device(0), new Setting("level", 80.0), new Setting("level", 20.5));
    }

    @Override
    public String discoverableAt() {
        return "contract host=127.0.0.1:" + server.actualPort();
    }

    @Override
    public void change(VendorDevice device, Setting setting) {
        plug(device).turn((Boolean) setting.value());
    }

    @Override
    public long calls(VendorDevice device) {
        return calls.get(Integer.valueOf(device.vendorId("device"))).get();
    }

    @Override
    public Set<Fault> faults() {
        return Set.of(Fault.CUT_OFF, Fault.SLOW, Fault.RUDE, Fault.RATE_LIMITED);
    }

    @Override
    public void inflict(Optional<Fault> now) {
        fault = now;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Plug plug(VendorDevice device) {
        return plugs.get(Integer.valueOf(device.vendorId("device")));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        var path = request.path().split("/", -1);
        Optional.ofNullable(path[1].matches("[0-9]{1,4}") ? calls.get(Integer.valueOf(path[1])) : null)
                .ifPresent(AtomicInteger::incrementAndGet);
        if (fault.isEmpty()) {
            answerWell(request, body, path);
            return;
        }
        switch (fault.get()) {
            case CUT_OFF -> request.connection().close();
            case SLOW -> vertx.setTimer(60_000, late -> request.response().end());
            case RUDE -> {
                var rubbish = form.rubbish();
                request.response().end(rubbish.get(rude.getAndIncrement() % rubbish.size()));
            }
            case RATE_LIMITED ->
                request.response()
                        .setStatusCode(429)
                        .putHeader("Retry-After", "7")
                        .end();
            default -> throw new AssertionError("not offered: " + fault);
        }
    }

    private void answerWell(HttpServerRequest request, Buffer body, String[] path) {
        if (!isAuthorized(request)) {
            request.response().setStatusCode(401).end();
        } else if (path[1].equals("devices")) {
            request.response().end(form.devices(20));
        } else if (!plugs.containsKey(Integer.valueOf(path[1]))) {
            request.response().setStatusCode(404).end("no such plug");
        } else {
            answer(request, body, Integer.parseInt(path[1]), path[2]);
        }
    }

    private void answer(HttpServerRequest request, Buffer body, int id, String what) {
        var plug = plugs.get(id);
        switch (what) {
            case "state" -> request.response().end(form.state(id, plug.state(travelled)));
            case "past" -> request.response().end(form.past(plug.since(since(request.getParam("since")))));
            case "on" -> {
                plug.turn(Set.of("true", "1").contains(sent(request, body)));
                request.response().end("done");
            }
            default -> {
                plug.dim(Double.parseDouble(sent(request, body)));
                request.response().setStatusCode(204).end();
            }
        }
    }

    private static Instant since(String text) {
        return text.contains("T") ? Instant.parse(text) : Instant.ofEpochMilli(Long.parseLong(text));
    }

    private static String sent(HttpServerRequest request, Buffer body) {
        var found = SENT.matcher(request.getParam("to") == null ? body.toString() : request.getParam("to"));
        if (!found.find()) {
            throw new AssertionError("nothing was sent");
        }
        return found.group();
    }

    private boolean isAuthorized(HttpServerRequest request) {
        var basic = Base64.getEncoder().encodeToString(("admin:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        return switch (form) {
            case JSON -> ("Bearer " + TOKEN).equals(request.getHeader("Authorization"));
            case HTML -> ("Basic " + basic).equals(request.getHeader("Authorization"));
            case CSV -> TOKEN.equals(request.getHeader("X-Api-Key"));
            case BINARY -> TOKEN.equals(request.getParam("key"));
        };
    }
}
