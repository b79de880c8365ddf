package io.lamplighter.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts everything on this machine, and stops it in order on Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    @Option(names = "--port", description = "where to open it; the next eight ports are used too (default: 8080)")
    int port = 8080;

    @Option(
            names = "--host",
            description = "the address that the edge listens on (default: 127.0.0.1, this machine only)")
    String host = "127.0.0.1";

    @Option(names = "--data", description = "where databases, topics and logs are kept (default: .lamplighter)")
    Path data;

    @Option(names = "--fresh", description = "forget what the last run stored and start anew")
    boolean fresh;

    @Option(names = "--no-demo", description = "no simulated vendor, no devices, no schedule")
    boolean noDemo;

    @Option(names = "--replay", paramLabel = "DIR", description = "the simulated devices replay the CSV series in DIR")
    Path replay;

    private final List<Part> started = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Layout layout;
    private Supervisor supervisor;
    private Edge edge;

    @Override
    public Integer call() throws Exception {
        layout = Layout.of(data);
        layout.prepare();
        try (var channel = FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null) {
                throw new LaunchException("it already runs in " + layout.data()
                        + "; see ./lamplighter status, or stop it with ./lamplighter down");
            }
            Leftovers.end(layout);
            if (fresh) {
                layout.forget();
                layout.prepare();
            }
            run(Ports.from(port));
            stopped.await();
        }
        return 0;
    }

    private void run(Ports ports) throws InterruptedException {
        ports.requireFree(host);
        var suite = new Suite(layout, ports, Secrets.in(layout.secrets(), PostgresPart.owners()), replay);
        supervisor = new Supervisor(this::remember);
        Signals.onStop(this::stop);
        try {
            launch(ports, suite);
        } catch (LaunchException failure) {
            if (supervisor.letsEnd()) {
                stopped.await();
                return;
            }
            stop();
            throw failure;
        }
    }

    private void launch(Ports ports, Suite suite) throws InterruptedException {
        var services = new ArrayList<>(suite.services());
        if (!noDemo) {
            services.addFirst(suite.simulatedVendor());
        }
        Console.say("starting PostgreSQL and Kafka in " + layout.data());
        start(List.of(suite.postgres(), suite.kafka()));
        Console.say("starting the services");
        start(services);
        edge = Edge.listen(host, ports.edge(), suite.servicePorts());
        remember(null);
        new Demo(layout, url(), noDemo ? null : ports.simulatedVendor()).register();
        System.out.println(Table.of(state()));
        System.out.println("Open " + url() + "   (Ctrl-C here or ./lamplighter down stops it)\n");
    }

    private void start(List<Part> parts) throws InterruptedException {
        started.addAll(parts);
        supervisor.start(parts);
    }

    private String url() {
        return "http://" + ("0.0.0.0".equals(host) ? "127.0.0.1" : host) + ":" + port;
    }

    /** Writes down what runs; called from several threads as parts start. */
    private synchronized void remember(Part changed) {
        try {
            state().write(layout.state());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private State state() {
        var processes = new ArrayList<State.Remembered>();
        processes.add(State.Remembered.of("launcher and edge", host + ":" + port, ProcessHandle.current(), 0));
        synchronized (started) {
            for (var part : started) {
                try {
                    processes.add(State.Remembered.of(
                            part.name(),
                            part.address(),
                            part.handle(),
                            supervisor.startTime(part).toMillis()));
                } catch (IOException | NullPointerException notStartedYet) {
                    // it will be remembered once it has
                }
            }
        }
        return new State(url(), processes);
    }

    /** Stops everything; once, whoever asks. */
    private void stop() {
        if (!supervisor.letEnd()) {
            return;
        }
        Console.say("stopping");
        if (edge != null) {
            edge.close();
        }
        supervisor.stop(List.copyOf(started));
        layout.state().toFile().delete();
        Console.say("stopped");
        stopped.countDown();
    }
}
