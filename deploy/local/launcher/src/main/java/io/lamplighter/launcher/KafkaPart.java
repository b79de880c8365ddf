package io.lamplighter.launcher;

import io.lamplighter.local.KafkaProcess;
import java.io.IOException;

/** The Kafka broker with the topics of the suite. */
final class KafkaPart implements Part {
    static final String NAME = "kafka";

    private final Layout layout;
    private final Ports ports;
    private KafkaProcess process;

    KafkaPart(Layout layout, Ports ports) {
        this.layout = layout;
        this.ports = ports;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + ports.kafka();
    }

    @Override
    public void start() throws IOException, InterruptedException {
        process = KafkaProcess.start(layout.kafka(), layout.log("kafka"), ports.kafka(), ports.kafkaController());
    }

    @Override
    public ProcessHandle handle() {
        return process.handle();
    }

    @Override
    public void stop() {
        if (process != null) {
            process.close();
        }
    }
}
