package io.lamplighter.observations.queries;

import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.get;
import static io.lamplighter.observations.Observations.items;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.stored;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.lamplighter.observations.Devices;
import io.lamplighter.observations.Observations;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class QueryTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00Z");

    private final UUID device = Devices.registered();

    @ParameterizedTest
    @CsvSource({"desc,3", "asc,3", "desc,1", "asc,50", "desc,7"})
    void pagesHoldEveryObservationOnceInOrderAlsoWhereTimesAreEqual(String order, int limit) {
        // names x times, so that many have the same time, attributes and statuses alike
        accepted(IntStream.range(0, 40)
                .mapToObj(i -> json(device, "n" + i % 5, i % 5 == 0 ? "true" : "1", null, TIME.plusSeconds(i / 5)))
                .toArray(String[]::new));
        var all = stored(device, 40);

        var paged = new ArrayList<Map<String, Object>>();
        var after = "";
        do {
            var page = get("?device=%s&order=%s&limit=%d%s".formatted(device, order, limit, after));
            assertThat(page.getList("items").size()).isLessThanOrEqualTo(limit);
            paged.addAll(page.getList("items"));
            after = page.get("next") == null ? "" : "&after=" + page.getString("next");
        } while (!after.isEmpty());

        assertThat(paged).isEqualTo(order.equals("desc") ? all : all.reversed());
        assertThat(new HashSet<>(paged)).hasSize(40);
    }

    @Test
    void pagesOfManySeriesAreExactToo() {
        accepted(IntStream.range(0, 120)
                .mapToObj(i -> json(device, "n" + i % 40, i % 3 == 0 ? "true" : "1", null, TIME.plusSeconds(i / 40)))
                .toArray(String[]::new));
        var all = stored(device, 120);

        var paged = new ArrayList<Map<String, Object>>();
        String after = null;
        do {
            var page = get("?device=" + device + "&limit=7" + (after == null ? "" : "&after=" + after));
            paged.addAll(page.getList("items"));
            after = page.getString("next");
        } while (after != null);

        assertThat(paged).isEqualTo(all);
        assertThat(all)
                .extracting(each -> each.get("validAt").toString())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void filtersByNameUnitsKindAndTime() {
        accepted(
                json(device, "temperature", "1", "Cel", TIME),
                json(device, "temperature", "2", "K", TIME.plusSeconds(1)),
                json(device, "humidity", "3", "%", TIME.plusSeconds(2)),
                json(device, "on", "true", null, TIME.plusSeconds(3)));
        assertThat(stored(device, 4)).hasSize(4);
        var all = "?device=" + device;

        assertThat(values(all + "&name=temperature")).containsExactly(2.0f, 1.0f);
        assertThat(values(all + "&units=%25")).containsExactly(3.0f);
        assertThat(values(all + "&kind=status")).containsExactly(true);
        assertThat(values(all + "&kind=attribute&name=on")).isEmpty();
        assertThat(values(all + "&from=2026-11-21T08:00:01Z&to=2026-11-21T08:00:03Z"))
                .containsExactly(3.0f, 2.0f);
        assertThat(values(all + "&from=2026-11-21T08:00:04Z")).isEmpty();
        assertThat(values("/latest" + all + "&kind=attribute")).containsExactly(3.0f, 2.0f);
        assertThat(values("/latest" + all + "&units=Cel")).containsExactly(1.0f);
        assertThat(values("?device=" + Devices.registered())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"limit=500, 14", "limit=3&name=latest_1, 7"})
    void latestOfAllDevicesIsPaged(String query, int own) {
        var devices = IntStream.range(0, 7).mapToObj(i -> Devices.registered()).toList();
        accepted(devices.stream()
                .flatMap(each -> IntStream.range(0, 2).mapToObj(i -> json(each, "latest_" + i, "1", null, TIME)))
                .toArray(String[]::new));
        devices.forEach(each -> assertThat(stored(each, 2)).hasSize(2));

        var found = new ArrayList<Map<String, Object>>();
        String after = null;
        do {
            var page = get("/latest?" + query + (after == null ? "" : "&after=" + after));
            found.addAll(page.getList("items"));
            after = page.getString("next");
        } while (after != null);

        var ids = devices.stream().map(UUID::toString).toList();
        assertThat(found).filteredOn(each -> ids.contains(each.get("deviceId"))).hasSize(own);
        assertThat(found).extracting("deviceId").containsAll(ids);
        assertThat(found.stream()
                        .map(each -> each.get("deviceId") + "." + each.get("name"))
                        .distinct())
                .hasSize(found.size());
        var byId = devices.stream().map(each -> "device=" + each).collect(java.util.stream.Collectors.joining("&"));
        assertThat(items("/latest?name=latest_1&" + byId)).hasSize(7);
    }

    @Test
    void aggregatesAreThoseOfThePlainNumbers() {
        var start = Instant.parse("2026-11-20T00:30:00Z");
        var numbers = new java.util.Random(7).doubles(500, -50, 50).toArray();
        accepted(IntStream.range(0, numbers.length)
                .mapToObj(i -> json(device, "power", Double.toString(numbers[i]), "W", start.plusSeconds(37L * i)))
                .toArray(String[]::new));
        assertThat(stored(device, 500)).hasSize(500);

        var items = items("/aggregate?device=" + device
                + "&name=power&from=2026-11-20T00:40:00Z&to=2026-11-20T05:00:00Z&bucket=PT1H"
                + "&functions=avg,min,max,sum,count,first,last");

        var buckets = new java.util.TreeMap<Long, List<Double>>();
        for (var i = 0; i < numbers.length; i++) {
            var time = start.plusSeconds(37L * i);
            if (!time.isBefore(Instant.parse("2026-11-20T00:40:00Z"))
                    && time.isBefore(Instant.parse("2026-11-20T05:00:00Z"))) {
                buckets.computeIfAbsent(time.getEpochSecond() / 3600, hour -> new ArrayList<>())
                        .add(numbers[i]);
            }
        }
        assertThat(items).hasSameSizeAs(buckets.keySet());
        var expected = buckets.entrySet().iterator();
        for (var item : items) {
            var bucket = expected.next();
            var statistics =
                    bucket.getValue().stream().mapToDouble(each -> each).summaryStatistics();
            assertThat(item.get("from"))
                    .isEqualTo(Instant.ofEpochSecond(bucket.getKey() * 3600).toString());
            assertThat(item.get("to"))
                    .isEqualTo(
                            Instant.ofEpochSecond(bucket.getKey() * 3600 + 3600).toString());
            assertNear(item, "avg", statistics.getAverage());
            assertNear(item, "min", statistics.getMin());
            assertNear(item, "max", statistics.getMax());
            assertNear(item, "sum", statistics.getSum());
            assertNear(item, "count", (double) statistics.getCount());
            assertNear(item, "first", bucket.getValue().getFirst());
            assertNear(item, "last", bucket.getValue().getLast());
        }
    }

    @Test
    void aggregatesOfAStatusAreItsCountFirstAndLast() {
        accepted(json(device, "on", "true", null, TIME), json(device, "on", "\"off\"", null, TIME.plusSeconds(1)));
        assertThat(stored(device, 2)).hasSize(2);
        var query =
                "/aggregate?device=" + device + "&name=on&from=2026-11-21T00:00:00Z&to=2026-11-22T00:00:00Z&functions=";

        assertThat(items(query + "count,first,last"))
                .containsExactly(Map.of(
                        "from",
                        "2026-11-21T08:00:00Z",
                        "to",
                        "2026-11-21T09:00:00Z",
                        "count",
                        2,
                        "first",
                        true,
                        "last",
                        "off"));
        given().get(Observations.PATH + query + "avg")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("functions"));
    }

    @Test
    void aggregatesNeverMixUnits() {
        accepted(json(device, "t", "1", "Cel", TIME), json(device, "t", "300", "K", TIME.plusSeconds(1)));
        assertThat(stored(device, 2)).hasSize(2);
        var query = "/aggregate?device=" + device + "&name=t&from=2026-11-21T00:00:00Z&to=2026-11-22T00:00:00Z";

        given().get(Observations.PATH + query).then().statusCode(400).body("violations.field", hasItem("units"));
        assertThat(items(query + "&units=K").getFirst()).containsEntry("avg", 300.0f);
        accepted(json(device, "t", "301", "Cel", TIME.plusSeconds(1)));
        Observations.settled(device);
        assertThat(get(query).getString("units")).isEqualTo("Cel");
    }

    @Test
    void aggregatesTooLargeForANumberAreRefused() {
        accepted(json(device, "t", "1.7e308", null, TIME), json(device, "t", "1.7e308", null, TIME.plusSeconds(1)));
        assertThat(stored(device, 2)).hasSize(2);

        given().get(Observations.PATH + "/aggregate?functions=sum&device=" + device
                        + "&name=t&from=2026-11-21T00:00:00Z&to=2026-11-22T00:00:00Z")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("functions"));
    }

    @ParameterizedTest
    @CsvSource({
        "name=a,device",
        "device=x,device",
        "device=D&from=yesterday,from",
        "device=D&to=2026-01-01,to",
        "device=D&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z,to",
        "device=D&from=%2B1000000000-01-01T00:00:00Z,from",
        "device=D&limit=0,limit",
        "device=D&limit=1001,limit",
        "device=D&limit=x,limit",
        "device=D&limit=99999999999,limit",
        "device=D&order=up,order",
        "device=D&kind=thing,kind",
        "device=D&name=a&name=b,name",
        "device=D&name=a%00,name",
        "device=D&after=x,after",
        "device=D&after=%00,after"
    })
    void namesTheParameterThatIsWrong(String query, String field) {
        refused("?" + query, field);
    }

    @ParameterizedTest
    @CsvSource({
        "name=a,device",
        "device=D,name",
        "device=D&name=a&bucket=PT0.5S,bucket",
        "device=D&name=a&bucket=-PT1H,bucket",
        "device=D&name=a&bucket=PT0.000000001S,bucket",
        "device=D&name=a&bucket=PT1.0000000001S,bucket",
        "device=D&name=a&bucket=P1M1D,bucket",
        "device=D&name=a&bucket=P0D,bucket",
        "device=D&name=a&timeZone=Mars/Base,timeZone",
        "device=D&name=a&fill=zero,fill",
        "device=D&name=a&bucket=P1D&from=1000-01-01T00:00:00Z&to=2026-01-01T00:00:00Z,bucket",
        "device=D&name=a&bucket=hour,bucket",
        "device=D&name=a&bucket=PT99999999999999H,bucket",
        "device=D&name=a&bucket=PT1S&from=2026-01-01T00:00:00Z&to=2026-01-01T03:00:00Z,bucket",
        "device=D&name=a&from=1000-01-01T00:00:00Z&to=2026-01-01T00:00:00Z,bucket",
        "device=D&name=a&functions=median,functions",
        "device=D&name=a&functions=,functions"
    })
    void namesTheParameterOfAnAggregateThatIsWrong(String query, String field) {
        refused("/aggregate?" + query, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=10001", "limit=0"})
    void limitsThePagesOfTheLatest(String query) {
        refused("/latest?" + query, "limit");
        refused("/latest?device=x", "device");
        refused("/latest?after=bA", "after");
        var many = IntStream.range(0, 101)
                .mapToObj(i -> "device=" + Devices.registered())
                .collect(java.util.stream.Collectors.joining("&"));
        refused("/latest?" + many, "device");
    }

    private void refused(String query, String field) {
        given().urlEncodingEnabled(false)
                .get(Observations.PATH + query.replace("=D", "=" + device).replace("=E", "=" + Devices.registered()))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:observations:invalid-request"))
                .body("violations.field", hasItem(field));
    }

    private static List<Object> values(String query) {
        return items(query).stream().map(each -> each.get("value")).toList();
    }

    private static void assertNear(Map<String, Object> item, String function, double expected) {
        assertThat(((Number) item.get(function)).doubleValue())
                .as(function)
                .isCloseTo(expected, org.assertj.core.data.Offset.offset(Math.abs(expected) * 1e-5 + 1e-3));
    }
}
