package io.lamplighter.observations.formats;

import io.lamplighter.observations.api.ObservationView;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;

/**
 * Writes a stream no faster than its reader takes it: a piece is written when the one before has left, while the next is
 * being read from the database.
 */
@Provider
public class ExportWriter implements ServerMessageBodyWriter<Export> {

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == Export.class;
    }

    @Override
    public void writeResponse(Export export, Type generic, ServerRequestContext context) {
        var request = (VertxResteasyReactiveRequestContext) context;
        request.suspend();
        context.serverResponse().setChunked(true);
        var response = request.vertxServerResponse();
        new Writing(response, export)
                .all()
                .subscribe()
                .with(done -> end(request, response), failure -> breakOff(request, response, failure));
    }

    private static void end(VertxResteasyReactiveRequestContext request, HttpServerResponse response) {
        var _ = response.end();
        request.resume();
    }

    // The head has been sent: only a broken connection tells the reader that this is not all.
    private static void breakOff(
            VertxResteasyReactiveRequestContext request, HttpServerResponse response, Throwable failure) {
        if (!response.closed()) {
            Log.warnf("A stream of observations was broken off: %s", failure.getMessage());
            response.reset();
        }
        request.resume();
    }

    private static final class Writing {
        private final HttpServerResponse response;
        private final Export export;
        private CompletionStage<List<ObservationView>> next;

        Writing(HttpServerResponse response, Export export) {
            this.response = response;
            this.export = export;
        }

        Uni<Void> all() {
            return write(Encoder.head(export.format()), export.first())
                    .chain(() -> Multi.createBy()
                            .repeating()
                            .uni(this::one)
                            .whilst(more -> more)
                            .collect()
                            .last())
                    .replaceWithVoid();
        }

        private Uni<Boolean> one() {
            return Uni.createFrom()
                    .completionStage(next)
                    .chain(piece -> piece.isEmpty()
                            ? Uni.createFrom().item(false)
                            : write(new byte[0], piece).replaceWith(true));
        }

        private Uni<Void> write(byte[] head, List<ObservationView> piece) {
            next = export.rest().next().subscribeAsCompletionStage();
            var bytes = Buffer.buffer(head).appendBytes(Encoder.lines(export.format(), piece));
            return bytes.length() == 0
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom()
                            .completionStage(() -> response.write(bytes).toCompletionStage());
        }
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == Export.class;
    }

    @Override
    public void writeTo(
            Export export,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        throw new IOException("only written by the server's own context");
    }
}
