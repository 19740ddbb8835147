// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A response body as HttpCore sends it. */
final class ResponseEntity extends AbstractHttpEntity {

    private final Body body;
    private boolean complete;

    ResponseEntity(Body body) {
        super((String) null, null, body.length() == Body.UNKNOWN_LENGTH);
        this.body = body;
    }

    /** Returns whether the body was written to its end, with as many bytes as announced. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public long getContentLength() {
        return body.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        CountingOutputStream counting = new CountingOutputStream(out);
        body.writeTo(counting);
        complete = body.length() == Body.UNKNOWN_LENGTH || counting.count() == body.length();
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("a response body is only written");
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
