package io.lamplighter.observations.ranges;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.formats.Encoder;
import io.lamplighter.observations.formats.Export;
import io.lamplighter.observations.formats.Format;
import io.lamplighter.observations.formats.Pieces;
import io.lamplighter.observations.queries.Parameters;
import io.lamplighter.observations.queries.QueriesConfig;
import io.lamplighter.observations.series.Series;
import io.lamplighter.observations.units.Converter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

@Path("/api/observations")
@Produces({Format.JSON_TYPE, Format.NDJSON_TYPE, Format.CSV_TYPE})
class RangeResource {
    private final RangeReader reader;
    private final Sampler sampler;
    private final Converter converter;
    private final QueriesConfig queries;
    private final RangeConfig config;

    RangeResource(RangeReader reader, Sampler sampler, Converter converter, QueriesConfig queries, RangeConfig config) {
        this.reader = reader;
        this.sampler = sampler;
        this.converter = converter;
        this.queries = queries;
        this.config = config;
    }

    @GET
    @Operation(summary = "Observations of some devices in the order of time; as NDJSON or CSV series after series")
    @Parameter(name = "device", in = ParameterIn.QUERY, required = true, description = "Device id; may be repeated")
    @Parameter(name = "name", in = ParameterIn.QUERY)
    @Parameter(name = "units", in = ParameterIn.QUERY, description = "Only observations in these units")
    @Parameter(name = "kind", in = ParameterIn.QUERY, description = "attribute or status")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Inclusive")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Exclusive")
    @Parameter(name = "order", in = ParameterIn.QUERY, description = "desc or asc")
    @Parameter(name = "convertTo", in = ParameterIn.QUERY, description = "UCUM code that all attributes are told in")
    @Parameter(name = "downsample", in = ParameterIn.QUERY, description = "lttb or minmax: attributes, for a chart")
    @Parameter(name = "points", in = ParameterIn.QUERY, description = "Of each series, 4 to 10000, 500 when absent")
    @Parameter(name = "format", in = ParameterIn.QUERY, description = "json, ndjson or csv; or the header Accept")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 1000, 100 when absent; no limit of a stream")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "The next of the page before")
    public Uni<Response> range(@Context UriInfo uri, @Context HttpHeaders headers) {
        var parameters = new Parameters(uri.getQueryParameters());
        var query = RangeQuery.of(parameters, Format.of(parameters, headers), queries.devices());
        return reader.series(query.series()).chain(series -> answer(series, query));
    }

    private Uni<Response> answer(List<Series> series, RangeQuery query) {
        if (query.sample().isPresent()) {
            return sampled(series, query);
        }
        return query.format() == Format.JSON
                ? reader.range(series, query).map(found -> page(found, query))
                : export(new RangePieces(series, reader, query, config.rowsPerPiece()), query);
    }

    private Uni<Response> sampled(List<Series> series, RangeQuery query) {
        var samples = sampler.sample(series, query);
        return query.format() == Format.JSON
                ? Pieces.all(samples).map(all -> json(Encoder.page(told(all, query), null)))
                : export(samples, query);
    }

    private Response page(List<RangeReader.Found> found, RangeQuery query) {
        var more = found.size() > query.limit();
        var items = more ? found.subList(0, query.limit()) : found;
        var views = items.stream().map(RangeReader.Found::view).toList();
        var next = more ? items.getLast().cursor().toString() : null;
        return json(Encoder.page(told(views, query), next));
    }

    private static Response json(byte[] page) {
        return Response.ok(page, Format.JSON_TYPE).build();
    }

    private Uni<Response> export(Pieces pieces, RangeQuery query) {
        var limited = Pieces.limited(pieces, query.limit());
        return Export.of(query.format(), () -> limited.next().map(piece -> told(piece, query)));
    }

    private List<ObservationView> told(List<ObservationView> found, RangeQuery query) {
        return query.convertTo().isEmpty()
                ? found
                : found.stream()
                        .map(each -> converter.convert(each, query.convertTo()))
                        .toList();
    }
}
