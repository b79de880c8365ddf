package io.lamplighter.observations.aggregates;

import static io.lamplighter.observations.Observations.PATH;
import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.get;
import static io.lamplighter.observations.Observations.items;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.stored;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import io.lamplighter.observations.Devices;
import io.lamplighter.observations.Observations;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AggregateTest {
    private final UUID device = Devices.registered();

    private void sent(String name, String start, Duration distance, double... values) {
        accepted(IntStream.range(0, values.length)
                .mapToObj(i -> json(
                        device,
                        name,
                        Double.toString(values[i]),
                        "W",
                        Instant.parse(start).plus(distance.multipliedBy(i))))
                .toArray(String[]::new));
        assertThat(stored(device, values.length)).hasSize(values.length);
    }

    private String of(String name, String from, String to, String more) {
        return "/aggregate?device=%s&name=%s&from=%s&to=%s%s".formatted(device, name, from, to, more);
    }

    @Test
    void daysOfATimeZoneHave23Or25HoursWhenTheClocksChange() {
        sent("power", "2026-10-23T22:00:00Z", Duration.ofHours(1), new double[73]);

        var days = items(of(
                "power",
                "2026-10-23T22:00:00Z",
                "2026-10-26T23:00:00Z",
                "&bucket=P1D&timeZone=Europe/Rome&functions=count"));

        assertThat(days).extracting("count").containsExactly(24, 25, 24);
        assertThat(days)
                .extracting("from")
                .containsExactly("2026-10-23T22:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    }

    @Test
    void weeksBeginOnMondayAndMonthsAsTheCalendarHasThem() {
        sent("power", "2026-01-30T12:00:00Z", Duration.ofDays(1), 1, 2, 3, 4);

        assertThat(items(of("power", "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "&bucket=P1W&functions=sum")))
                .extracting("from", "sum")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2026-01-26T00:00:00Z", 6.0f),
                        org.assertj.core.groups.Tuple.tuple("2026-02-02T00:00:00Z", 4.0f));
        assertThat(items(of("power", "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "&bucket=P1M&functions=sum")))
                .extracting("to", "sum")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2026-02-01T00:00:00Z", 3.0f),
                        org.assertj.core.groups.Tuple.tuple("2026-03-01T00:00:00Z", 7.0f));
    }

    @Test
    void everyFunctionIsToldInTheUnitsThatAreAskedForAlsoOnAScaleWithAnotherZero() {
        accepted(
                json(device, "temperature", "10", "Cel", Instant.parse("2026-11-20T08:00:00Z")),
                json(device, "temperature", "20", "Cel", Instant.parse("2026-11-20T08:30:00Z")),
                json(device, "temperature", "40", "Cel", Instant.parse("2026-11-20T10:00:00Z")));
        assertThat(stored(device, 3)).hasSize(3);
        var path = of(
                "temperature",
                "2026-11-20T08:00:00Z",
                "2026-11-20T11:00:00Z",
                "&functions=avg,timeWeightedAvg,min,max,sum,count,first,last,delta,p50,p95&fill=previous&convertTo=%5BdegF%5D");

        var hours = items(path);
        assertThat(hours).extracting("avg").containsExactly(59.0f, 59.0f, 104.0f);
        assertThat(hours).extracting("timeWeightedAvg").containsExactly(59.0f, 59.0f, 104.0f);
        assertThat(hours).extracting("min").containsExactly(50.0f, 50.0f, 104.0f);
        assertThat(hours).extracting("max").containsExactly(68.0f, 68.0f, 104.0f);
        assertThat(hours).extracting("first").containsExactly(50.0f, 50.0f, 104.0f);
        assertThat(hours).extracting("sum").containsExactly(118.0f, 0.0f, 104.0f);
        assertThat(hours).extracting("count").containsExactly(2, 0, 1);
        assertThat(hours).extracting("last").containsExactly(68.0f, 68.0f, 104.0f);
        assertThat(hours).extracting("delta").containsExactly(18.0f, 0.0f, 36.0f);
        assertThat(hours.getFirst()).containsEntry("p50", 59.0f).containsEntry("p95", 67.1f);
        assertThat(get(path).getString("units")).isEqualTo("[degF]");
        given().urlEncodingEnabled(false)
                .get(PATH + path.replace("%5BdegF%5D", "kW"))
                .then()
                .statusCode(400)
                .body(containsString("convertTo"));
    }

    @Test
    void anAverageOverTimeWeighsEachValueByHowLongItHeld() {
        sent("power", "2026-11-20T08:00:00Z", Duration.ofMinutes(45), 10, 20, 40);

        var hours = items(of(
                "power",
                "2026-11-20T08:00:00Z",
                "2026-11-20T10:00:00Z",
                "&bucket=PT1H&functions=timeWeightedAvg,avg,delta"));

        assertThat(hours).extracting("timeWeightedAvg").containsExactly(12.5f, 30.0f);
        assertThat(hours).extracting("avg").containsExactly(15.0f, 40.0f);
        assertThat(hours).extracting("delta").containsExactly(10.0f, 20.0f);
    }

    @Test
    void numbersTooLargeToBeAddedHaveNoSumButAMinimum() {
        sent("power", "2026-11-20T08:00:00Z", Duration.ofMinutes(10), 1.25e308, 1.5e308, 1.75e308);

        given().get(PATH + of("power", "2026-11-20T08:00:00Z", "2026-11-20T10:00:00Z", "&functions=min,count"))
                .then()
                .statusCode(200)
                .body(containsString("1.25E308"));
        given().get(PATH + of("power", "2026-11-20T08:00:00Z", "2026-11-20T10:00:00Z", "&functions=avg"))
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("functions"));
    }

    @Test
    void percentilesAreThoseOfAllValues() {
        sent(
                "power",
                "2026-11-20T08:00:00Z",
                Duration.ofSeconds(1),
                IntStream.rangeClosed(1, 100).asDoubleStream().toArray());

        var hour = items(of("power", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z", "&functions=p50,p95,p99"))
                .getFirst();

        assertThat(hour)
                .containsEntry("p50", 50.5f)
                .containsEntry("p95", 95.05f)
                .containsEntry("p99", 99.01f);
    }

    @Test
    void fillsGapsAsItIsTold() {
        sent("power", "2026-11-20T08:00:00Z", Duration.ofHours(3), 10, 40);
        var query = of(
                "power",
                "2026-11-20T07:00:00Z",
                "2026-11-20T12:00:00Z",
                "&bucket=PT1H&functions=avg,count,delta&fill=");

        assertThat(items(query + "none")).extracting("avg").containsExactly(10.0f, 40.0f);
        assertThat(items(query + "null")).extracting("avg").containsExactly(null, 10.0f, null, null, 40.0f);
        assertThat(items(query + "null")).extracting("count").containsExactly(0, 1, 0, 0, 1);
        assertThat(items(query + "previous")).extracting("avg").containsExactly(null, 10.0f, 10.0f, 10.0f, 40.0f);
        assertThat(items(query + "previous")).extracting("delta").containsExactly(0.0f, 0.0f, 0.0f, 0.0f, 30.0f);
        assertThat(items(query + "linear")).extracting("avg").containsExactly(null, 10.0f, 20.0f, 30.0f, 40.0f);
        assertThat(items(of("power", "2026-11-20T09:00:00Z", "2026-11-20T11:00:00Z", "&functions=avg&fill=previous")))
                .extracting("avg")
                .containsExactly(10.0f, 10.0f);
    }

    @Test
    void tellsSeveralSeriesEachByItself() {
        var other = Devices.registered();
        var time = Instant.parse("2026-11-20T08:00:00Z");
        accepted(
                json(device, "power", "1", "W", time),
                json(device, "humidity", "2", "%", time),
                json(other, "power", "3", "kW", time));
        assertThat(stored(device, 2)).hasSize(2);
        assertThat(stored(other, 1)).hasSize(1);

        var answer = get("/aggregate?device=%s&device=%s&name=power&name=humidity&functions=last&from=%s&to=%s"
                .formatted(device, other, time, time.plusSeconds(3600)));

        assertThat(answer.getList("series.deviceId"))
                .containsExactly(device.toString(), device.toString(), other.toString());
        assertThat(answer.getList("series.name")).containsExactly("humidity", "power", "power");
        assertThat(answer.getList("series.units")).containsExactly("%", "W", "kW");
        assertThat(answer.getList("series.collect { it.items[0].last }")).containsExactly(2.0f, 1.0f, 3.0f);
        given().urlEncodingEnabled(false)
                .get(Observations.PATH
                        + "/aggregate?device=%s&name=power&name=humidity&bucket=PT1S&from=%s&to=%s"
                                .formatted(device, time, time.plusSeconds(6000)))
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("bucket"));
    }
}
