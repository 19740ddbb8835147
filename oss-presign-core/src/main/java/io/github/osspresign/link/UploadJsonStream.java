package io.github.osspresign.link;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;

/** JSON form of an upload plan as a stream. It takes each part from the plan when the bytes before it have been read. */
final class UploadJsonStream extends InputStream {

    private final PresignedUpload upload;
    private final Iterator<PresignedPart> parts;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final JsonGenerator json;
    private byte[] chunk = new byte[0];
    private int position;
    private boolean started;

    UploadJsonStream(PresignedUpload upload) {
        this.upload = upload;
        this.parts = upload.parts().iterator();
        try {
            this.json = UploadJson.FACTORY.createGenerator(written, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write JSON to memory", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == chunk.length) {
            if (json.isClosed()) {
                return -1;
            }
            writeNext();
            chunk = written.toByteArray();
            written.reset();
            position = 0;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, bytes, offset, count);
        position += count;
        return count;
    }

    /** Writes the beginning, the next part or the end. */
    private void writeNext() throws IOException {
        if (!started) {
            started = true;
            writeBeginning();
        } else if (parts.hasNext()) {
            write(parts.next());
        } else {
            writeEnd();
            json.close();
            return;
        }
        json.flush();
    }

    private void writeBeginning() throws IOException {
        json.writeStartObject();
        json.writeStringField("bucket", upload.bucket());
        json.writeStringField("key", upload.key());
        json.writeStringField("uploadId", upload.uploadId());
        if (upload.size() != null) {
            json.writeNumberField("size", upload.size());
        }
        json.writeNumberField("partSize", upload.partSize());
        json.writeStringField("expiresAt", upload.expiresAt().toString());
        json.writeArrayFieldStart("parts");
    }

    private void write(PresignedPart part) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", part.number());
        write(part.url(), part.requiredHeaders());
        json.writeEndObject();
    }

    private void writeEnd() throws IOException {
        json.writeEndArray();
        json.writeArrayFieldStart("list");
        for (PresignedLink link : upload.list()) {
            write(link);
        }
        json.writeEndArray();
        json.writeFieldName("complete");
        write(upload.complete());
        json.writeFieldName("abort");
        write(upload.abort());
        if (upload.object() != null) {
            json.writeFieldName("object");
            write(upload.object());
        }
        json.writeEndObject();
    }

    private void write(PresignedLink link) throws IOException {
        json.writeStartObject();
        json.writeStringField("method", link.method());
        write(link.url(), link.requiredHeaders());
        json.writeEndObject();
    }

    private void write(String url, Map<String, String> requiredHeaders) throws IOException {
        json.writeStringField("url", url);
        if (requiredHeaders.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("requiredHeaders");
        for (Map.Entry<String, String> header : requiredHeaders.entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
    }
}
