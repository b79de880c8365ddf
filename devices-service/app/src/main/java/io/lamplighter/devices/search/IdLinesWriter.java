package io.lamplighter.devices.search;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes thousands of lines at once: a million ids one by one would take a million writes. */
@Provider
@Produces("application/x-ndjson")
public class IdLinesWriter implements MessageBodyWriter<IdLines> {

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == IdLines.class;
    }

    @Override
    public void writeTo(
            IdLines lines,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(lines.text().getBytes(StandardCharsets.UTF_8));
    }
}
