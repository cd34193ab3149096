package io.labctl.master.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Nothing yet; {@link UndertowResponse} waits for the answer. */
final class LongAnswerBody implements MessageBodyWriter<LongAnswer> {
    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return LongAnswer.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            LongAnswer value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {}
}
