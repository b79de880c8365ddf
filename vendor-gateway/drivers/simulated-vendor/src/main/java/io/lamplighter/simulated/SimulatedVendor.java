package io.lamplighter.simulated;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * A running simulated vendor. Its methods may be called from any thread but an event loop, and return when what they do is
 * done.
 */
public final class SimulatedVendor implements AutoCloseable {
    private final Vertx vertx;
    private final SimulatedVendorOptions options;
    private final VendorRoutes routes;
    private final int port;
    private HttpServer server;

    private SimulatedVendor(SimulatedVendorOptions options) {
        this.options = options;
        this.vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(2));
        var town = Town.build(options, new SimulatedTime(Clock.systemUTC(), options.speed()));
        this.routes = new VendorRoutes(vertx, town, options.seed());
        this.server = listenOrClose();
        this.port = server.actualPort();
        routes.serveAt(options.host() + ":" + port);
    }

    public static void main(String[] arguments) {
        // Netty would use what the JDK warns of, for a speed that is not needed here.
        System.setProperty("io.netty.noUnsafe", "true");
        var commandLine = new CommandLine(new StartCommand());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(failure.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        System.exit(commandLine.execute(arguments));
    }

    /**
     * Starts a server.
     *
     * @throws IllegalStateException when it cannot listen
     */
    public static SimulatedVendor start(SimulatedVendorOptions options) {
        return new SimulatedVendor(options);
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Its host and port, the beginning of the address of each of its devices. */
    public String authority() {
        return options.host() + ":" + port;
    }

    /** How many websockets are open. */
    public int listeners() {
        return routes.listeners();
    }

    /** Cuts every connection and listens no more, until {@link #restore()}. The houses live on. */
    public synchronized void cut() {
        if (server != null) {
            await(server.close());
            server = null;
        }
    }

    /** Listens again, on the same port. */
    public synchronized void restore() {
        if (server == null) {
            server = listen(port);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private HttpServer listenOrClose() {
        try {
            return listen(options.port());
        } catch (IllegalStateException e) {
            await(vertx.close());
            throw e;
        }
    }

    private HttpServer listen(int at) {
        var settings = new HttpServerOptions()
                .setHost(options.host())
                .setPort(at)
                .setReuseAddress(true)
                // As on the real devices: a client that offers the upgrade is answered in HTTP/1.1.
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(120)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        return await(vertx.createHttpServer(settings).requestHandler(routes).listen());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("simulated vendor: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
