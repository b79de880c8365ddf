package io.lamplighter.driver.mqtt;

import java.time.Instant;

/** Messages as they come. */
final class Messages {
    static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private Messages() {}

    static Message live(String topic, String text) {
        return new Message(topic, text, false, NOW, new Heard.Entry(0, NOW));
    }

    /** One that was first heard an hour ago. */
    static Message retained(String topic, String text) {
        return new Message(topic, text, true, NOW, new Heard.Entry(0, NOW.minusSeconds(3600)));
    }
}
