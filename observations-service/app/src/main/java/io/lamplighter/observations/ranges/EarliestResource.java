package io.lamplighter.observations.ranges;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.formats.Encoder;
import io.lamplighter.observations.formats.Format;
import io.lamplighter.observations.queries.Parameters;
import io.lamplighter.observations.queries.QueriesConfig;
import io.lamplighter.observations.queries.SeriesFilter;
import io.lamplighter.observations.units.Converter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

@Path("/api/observations/earliest")
@Produces(Format.JSON_TYPE)
class EarliestResource {
    private static final Span ALWAYS = new Span(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"), false);

    private final RangeReader reader;
    private final Converter converter;
    private final QueriesConfig queries;

    EarliestResource(RangeReader reader, Converter converter, QueriesConfig queries) {
        this.reader = reader;
        this.converter = converter;
        this.queries = queries;
    }

    @GET
    @Operation(summary = "The earliest observation of each name of some devices")
    @Parameter(name = "device", in = ParameterIn.QUERY, required = true, description = "Device id; may be repeated")
    @Parameter(name = "name", in = ParameterIn.QUERY)
    @Parameter(name = "units", in = ParameterIn.QUERY, description = "Only observations in these units")
    @Parameter(name = "kind", in = ParameterIn.QUERY, description = "attribute or status")
    @Parameter(name = "convertTo", in = ParameterIn.QUERY, description = "UCUM code that all attributes are told in")
    public Uni<Response> earliest(@Context UriInfo uri) {
        var parameters = new Parameters(uri.getQueryParameters());
        var filter = SeriesFilter.of(parameters, queries.devices());
        var convertTo = parameters.convertTo();
        if (filter.devices().isEmpty()) {
            parameters.refuse("device", "must be there at least once");
        }
        parameters.check();
        return reader.series(filter)
                .chain(series -> reader.ofEach(series, ALWAYS, 1))
                .map(found -> Response.ok(Encoder.page(told(ofEachName(found), convertTo), null), Format.JSON_TYPE)
                        .build());
    }

    private static List<ObservationView> ofEachName(List<ObservationView> found) {
        var earliest = new LinkedHashMap<String, ObservationView>();
        found.stream()
                .sorted(Comparator.comparing(
                                (ObservationView each) -> each.deviceId().toString())
                        .thenComparing(ObservationView::name)
                        .thenComparing(ObservationView::validAt))
                .forEach(each -> earliest.putIfAbsent(each.deviceId() + each.name(), each));
        return List.copyOf(earliest.values());
    }

    private List<ObservationView> told(List<ObservationView> found, Optional<String> convertTo) {
        return found.stream().map(each -> converter.convert(each, convertTo)).toList();
    }
}
