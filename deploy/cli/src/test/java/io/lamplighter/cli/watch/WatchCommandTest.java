package io.lamplighter.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.cli.Terminal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchCommandTest {
    private static final String DEVICE = "019a0000-0000-7000-8000-000000000001";

    private final Vertx vertx = Vertx.vertx();
    private final List<JsonObject> subscribed = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void printsWhatHoldsAndThenEveryChange() {
        feed((socket, connection) -> {
            send(socket, "{'type':'snapshot','id':'watch','items':[" + item("21.5") + "],'cursor':'c1'}");
            send(socket, update("21.6", "c2"));
        });

        var ran = watch("--count=1");

        assertThat(ran.out()).containsPattern("Plug +temperature +21.5 Cel\\R.*Plug +temperature +21.6 Cel\\R$");
        assertThat(ran.exitCode()).isZero();
        assertThat(subscribed.getFirst())
                .isEqualTo(new JsonObject("{\"type\":\"subscribe\",\"id\":\"watch\",\"stream\":\"observations\"}"));
    }

    @Test
    void goesOnFromItsCursorAfterABrokenConnection() {
        feed((socket, connection) -> {
            send(socket, update("1.0", "c" + connection));
            if (connection == 1) {
                socket.close();
            }
        });

        var ran = watch("--count=2", "--output=json");

        assertThat(ran.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"action\":\"update\""));
        assertThat(ran.err()).contains("The feed was interrupted");
        assertThat(subscribed).extracting(request -> request.getString("since")).containsExactly(null, "c1");
    }

    @Test
    void startsOverWhenToldSo() {
        feed((socket, connection) -> {
            switch (connection) {
                case 1 -> {
                    send(socket, update("1.0", "c1"));
                    socket.close();
                }
                default -> {
                    send(socket, "{'type':'reset','id':'watch'}");
                    send(socket, "{'type':'snapshot','id':'watch','items':[" + item("1.5") + "],'cursor':'c8'}");
                    send(socket, update("2.0", "c9"));
                }
            }
        });

        var ran = watch("--count=2");

        assertThat(ran.exitCode()).isZero();
        assertThat(subscribed).extracting(request -> request.getString("since")).containsExactly(null, "c1");
        assertThat(ran.out()).containsPattern("1.0 Cel\\R.* 1.5 Cel\\R.* 2.0 Cel\\R$");
    }

    @Test
    void staysWhileAServiceIsDown() {
        feed((socket, connection) -> send(
                socket,
                connection == 1
                        ? "{'type':'error','id':'watch','problem':{'title':'Unavailable','status':503}}"
                        : update("2.0", "c1")));

        var ran = watch("--count=1");

        assertThat(ran.err()).contains("Unavailable");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void explainsARefusal() {
        feed(
                (socket, connection) -> send(
                        socket,
                        "{'type':'error','id':'watch','problem':{'title':'Unknown device','status':404,'detail':'Look it up.'}}"));

        var ran = watch("--device=" + DEVICE);

        assertThat(ran.err()).contains("Unknown device", "Look it up.");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(subscribed.getFirst().getString("device")).isEqualTo(DEVICE);
    }

    @Test
    void tellsThatNobodyAnswers() {
        var ran = Terminal.run("http://127.0.0.1:1", "watch", "--device=" + DEVICE);

        assertThat(ran.err()).contains("Lamplighter does not answer at http://127.0.0.1:1");
        assertThat(ran.exitCode()).isEqualTo(3);
    }

    private Terminal watch(String... arguments) {
        var command = new String[arguments.length + 1];
        command[0] = "watch";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Terminal.run("http://127.0.0.1:" + server.actualPort(), command);
    }

    /** Starts a feed that does this for each subscription, told by the number of its connection. */
    private void feed(BiConsumer<ServerWebSocket, Integer> onSubscribe) {
        var device = "{\"id\":\"%s\",\"name\":\"Plug\"}".formatted(DEVICE);
        server = vertx.createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(message -> {
                    subscribed.add(new JsonObject(message));
                    onSubscribe.accept(socket, subscribed.size());
                }))
                .requestHandler(request -> {
                    var one = request.path().endsWith(DEVICE);
                    var answered = request.response().end(one ? device : "{\"items\":[" + device + "]}");
                    assertThat(answered).isNotNull();
                });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    private static String update(String value, String cursor) {
        return "{'type':'update','id':'watch','action':'update','item':%s,'cursor':'%s'}"
                .formatted(item(value), cursor);
    }

    private static String item(String value) {
        return "{'deviceId':'%s','name':'temperature','value':%s,'units':'Cel','validAt':'2026-11-21T02:00:00Z'}"
                .formatted(DEVICE, value);
    }

    private static void send(ServerWebSocket socket, String message) {
        var sent = socket.writeTextMessage(message.replace('\'', '"'));
        assertThat(sent).isNotNull();
    }
}
