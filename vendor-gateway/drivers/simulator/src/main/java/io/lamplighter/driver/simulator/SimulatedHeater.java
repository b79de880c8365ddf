package io.lamplighter.driver.simulator;

import io.lamplighter.driver.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** A heater with a thermometer and a hygrometer; its temperature nears its target while it is on, else that of the cold. */
final class SimulatedHeater {
    private static final double COLD = 12;
    private static final double WATTS = 1200;
    private static final double TIME_CONSTANT_SECONDS = 1800;
    private static final int KEPT = 1000;

    private final double humidityAtTwenty;
    private final Deque<Observation> past = new ArrayDeque<>();
    private boolean on;
    private double targetTemperature = 21;
    private double temperature;
    private Instant updatedAt;

    SimulatedHeater(String id, Instant now) {
        var random = new Random(id.hashCode());
        this.humidityAtTwenty = 35 + 20 * random.nextDouble();
        this.temperature = 17 + 5 * random.nextDouble();
        this.on = random.nextBoolean();
        this.updatedAt = now;
    }

    synchronized void turn(boolean to, Instant now) {
        update(now);
        on = to;
        keep(new Observation.Status("on", on, now));
    }

    synchronized void aimAt(double celsius, Instant now) {
        update(now);
        targetTemperature = celsius;
        keep(new Observation.Attribute("target_temperature", targetTemperature, "Cel", now));
    }

    synchronized List<Observation> observe(Instant now) {
        update(now);
        return List.of(
                new Observation.Status("on", on, now),
                new Observation.Attribute("temperature", temperature, "Cel", now),
                new Observation.Attribute("target_temperature", targetTemperature, "Cel", now),
                new Observation.Attribute("humidity", humidityAtTwenty - 1.5 * (temperature - 20), "%", now),
                new Observation.Attribute("power", on ? WATTS : 0, "W", now));
    }

    /** What was set since, oldest first, as far as it is kept. */
    synchronized List<Observation> past(Instant since) {
        return past.stream()
                .filter(observation -> !observation.validAt().isBefore(since))
                .toList();
    }

    private void keep(Observation observation) {
        past.add(observation);
        if (past.size() > KEPT) {
            past.remove();
        }
    }

    private void update(Instant now) {
        var seconds = Math.max(0, Duration.between(updatedAt, now).toMillis() / 1000.0);
        var end = on ? targetTemperature : COLD;
        temperature = end + (temperature - end) * Math.exp(-seconds / TIME_CONSTANT_SECONDS);
        updatedAt = now;
    }
}
