package io.lamplighter.bench.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.bench.measure.BenchException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A simulated vendor in a process of its own, or one that runs already. */
public final class VendorProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI url;
    private final Process process;

    private VendorProcess(URI url, Process process) {
        this.url = url;
        this.process = process;
    }

    /** The one that runs at this address. */
    public static VendorProcess at(URI url) {
        return new VendorProcess(url, null);
    }

    /** Starts one with as many devices from the checkout at home. */
    public static VendorProcess start(Path home, int devices) throws InterruptedException {
        try {
            var port = freePort();
            var process = new ProcessBuilder(command(jar(home), port, devices))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            var vendor = new VendorProcess(URI.create("http://127.0.0.1:" + port), process);
            vendor.awaitReady();
            return vendor;
        } catch (IOException failure) {
            throw new BenchException("The simulated vendor cannot be started", failure);
        }
    }

    /** The addresses of at most this many devices. */
    public List<String> addresses(int count) throws InterruptedException {
        var addresses = new ArrayList<String>();
        for (var device : get(url + "/devices")) {
            if (addresses.size() < count) {
                addresses.add(device.path("address").asText());
            }
        }
        if (addresses.size() < count) {
            throw new BenchException(url + " has " + addresses.size() + " devices; " + count + " are needed");
        }
        return addresses;
    }

    /** The address of a device that has a switch. */
    public String switchAddress() throws InterruptedException {
        return switchAddresses(1).getFirst();
    }

    /** The addresses of this many devices that have a switch. */
    public List<String> switchAddresses(int count) throws InterruptedException {
        var addresses = new ArrayList<String>();
        for (var device : get(url + "/devices")) {
            var address = device.path("address").asText();
            if (addresses.size() < count && status("http://" + address + "/rpc/Switch.GetStatus?id=0") == 200) {
                addresses.add(address);
            }
        }
        if (addresses.size() < count) {
            throw new BenchException(
                    "%s has %d devices with a switch; %d are needed".formatted(url, addresses.size(), count));
        }
        return addresses;
    }

    /** Turns the switch at the vendor, behind Lamplighter's back. */
    public void turn(String address, boolean on) throws InterruptedException {
        var _ = get("http://" + address + "/rpc/Switch.Set?id=0&on=" + on);
    }

    /** Waits until somebody listens at the device. */
    public void awaitConnected(String address) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (get("http://" + address + "/calls").path("connections").asInt() == 0) {
            if (System.nanoTime() > end) {
                throw new BenchException("Nobody listens at " + address + " for what it pushes");
            }
            Thread.sleep(200);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
    }

    private void awaitReady() throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                if (status(url + "/devices") == 200) {
                    return;
                }
            } catch (BenchException notYet) {
                // asked again
            }
            Thread.sleep(200);
        }
        close();
        throw new BenchException("The simulated vendor did not come up at " + url);
    }

    private JsonNode get(String address) throws InterruptedException {
        try {
            var answer = http.send(request(address), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new BenchException(address + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new BenchException("The simulated vendor does not answer at " + address, failure);
        }
    }

    private int status(String address) throws InterruptedException {
        try {
            return http.send(request(address), BodyHandlers.discarding()).statusCode();
        } catch (IOException failure) {
            throw new BenchException("The simulated vendor does not answer at " + address, failure);
        }
    }

    private static HttpRequest request(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    private static List<String> command(Path jar, int port, int devices) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString(),
                "--port",
                Integer.toString(port),
                "--devices",
                Integer.toString(devices));
    }

    private static Path jar(Path home) throws IOException {
        var jar = home.resolve("vendor-gateway/drivers/simulated-vendor/target/simulated-vendor.jar");
        if (!Files.isReadable(jar)) {
            throw new IOException(jar + " is not built; build it, or give --vendor-url");
        }
        return jar;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
