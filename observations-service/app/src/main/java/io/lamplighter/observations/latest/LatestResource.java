package io.lamplighter.observations.latest;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.formats.Encoder;
import io.lamplighter.observations.formats.Export;
import io.lamplighter.observations.formats.Format;
import io.lamplighter.observations.formats.Pieces;
import io.lamplighter.observations.queries.Parameters;
import io.lamplighter.observations.queries.QueriesConfig;
import io.lamplighter.observations.units.Converter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

@Path("/api/observations/latest")
@Produces({Format.JSON_TYPE, Format.NDJSON_TYPE, Format.CSV_TYPE})
class LatestResource {
    private final LatestFinder finder;
    private final Converter converter;
    private final QueriesConfig queries;
    private final LatestConfig config;
    private final Clock clock;

    LatestResource(LatestFinder finder, Converter converter, QueriesConfig queries, LatestConfig config, Clock clock) {
        this.finder = finder;
        this.converter = converter;
        this.queries = queries;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The newest observation of each name of some devices, of a selection, or of all")
    @Parameter(name = "device", in = ParameterIn.QUERY, description = "Device id; may be repeated up to 100 times")
    @Parameter(name = "vendor", in = ParameterIn.QUERY, description = "Of all devices of this vendor")
    @Parameter(
            name = "label",
            in = ParameterIn.QUERY,
            description = "Of all devices with this key:value; may be repeated")
    @Parameter(name = "name", in = ParameterIn.QUERY)
    @Parameter(name = "units", in = ParameterIn.QUERY, description = "Only observations in these units")
    @Parameter(name = "kind", in = ParameterIn.QUERY, description = "attribute or status")
    @Parameter(name = "convertTo", in = ParameterIn.QUERY, description = "UCUM code that all attributes are told in")
    @Parameter(name = "staleAfter", in = ParameterIn.QUERY, description = "ISO 8601 duration, PT1H when absent")
    @Parameter(name = "format", in = ParameterIn.QUERY, description = "json, ndjson or csv; or the header Accept")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "1 to 10000, 100 when absent; no limit of a stream")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "The next of the page before")
    public Uni<Response> latest(@Context UriInfo uri, @Context HttpHeaders headers) {
        var parameters = new Parameters(uri.getQueryParameters());
        var query = LatestQuery.of(
                parameters, Format.of(parameters, headers), queries.devices(), config.staleAfter(), clock.instant());
        return query.format() == Format.JSON ? page(query) : export(query);
    }

    private Uni<Response> page(LatestQuery query) {
        return finder.first(query)
                .map(found -> Response.ok(page(query, found), Format.JSON_TYPE).build());
    }

    private byte[] page(LatestQuery query, List<ObservationView> found) {
        if (found.size() <= query.limit()) {
            return Encoder.page(told(query, found), null);
        }
        var items = found.subList(0, query.limit());
        return Encoder.page(told(query, items), LatestCursor.of(items.getLast()).toString());
    }

    private Uni<Response> export(LatestQuery query) {
        return finder.pieces(query)
                .chain(pieces -> Export.of(query.format(), told(query, Pieces.limited(pieces, query.limit()))));
    }

    private Pieces told(LatestQuery query, Pieces pieces) {
        return () -> pieces.next().map(piece -> told(query, piece));
    }

    private List<ObservationView> told(LatestQuery query, List<ObservationView> found) {
        return found.stream()
                .map(query::judge)
                .map(each -> converter.convert(each, query.convertTo()))
                .toList();
    }
}
