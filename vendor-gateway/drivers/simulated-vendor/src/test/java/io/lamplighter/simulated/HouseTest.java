package io.lamplighter.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class HouseTest {
    private static final Instant MORNING = Instant.parse("2026-11-21T06:00:00Z");

    private final Weather weather = new Weather(1, ZoneOffset.UTC);
    private final HandClock clock = new HandClock();
    private final House house = new House(1, new SimulatedTime(clock, 1), weather);

    @Test
    void roomGetsWarmerWhileItsHeaterIsOnAndColderAfterwards() {
        var office = house.room("office");
        house.heater("office").turn(true);
        var before = office.temperature();

        pass(Duration.ofHours(3));
        var heated = office.temperature();
        house.heater("office").turn(false);
        pass(Duration.ofHours(3));

        assertThat(heated).isGreaterThan(before + 1).isLessThan(30);
        assertThat(office.temperature()).isLessThan(heated - 1).isGreaterThan(5);
    }

    @Test
    void humidityFallsWhenTheRoomWarms() {
        var room = new Room("office", 1, 18);
        var before = room.humidity(0);

        room.advance(20_000, 10, 1200);

        assertThat(room.humidity(0)).isLessThan(before).isBetween(10.0, 98.0);
    }

    @Test
    void energyIsPowerOverTime() {
        var heater = house.heater("kitchen");
        var before = heater.wattHours();

        pass(Duration.ofHours(2));

        assertThat(heater.wattHours() - before).isCloseTo(2400, within(40.0));
    }

    @Test
    void stepsDoNotMatter() {
        var other = new House(1, new SimulatedTime(clock, 1), weather);

        for (var i = 0; i < 60; i++) {
            clock.now = clock.now.plusSeconds(60);
            house.advance();
        }
        other.advance();

        assertThat(other.room("kitchen").temperature())
                .isCloseTo(house.room("kitchen").temperature(), within(0.05));
    }

    @Test
    void afternoonIsWarmerThanNight() {
        double day = MORNING.minus(Duration.ofHours(6)).getEpochSecond();

        assertThat(weather.temperature(day + 15 * 3600)).isGreaterThan(weather.temperature(day + 3 * 3600) + 4);
    }

    private void pass(Duration duration) {
        clock.now = clock.now.plus(duration);
        house.advance();
    }

    private static final class HandClock extends Clock {
        private Instant now = MORNING;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
