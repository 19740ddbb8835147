// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** A request body that remembers whether it was incomplete, while it was read or while the rest was skipped. */
final class RequestEntity extends HttpEntityWrapper {

    private final RequestBodyInputStream content;

    RequestEntity(HttpEntity sent) throws IOException {
        super(sent);
        this.content = new RequestBodyInputStream(sent.getContent());
    }

    /** Returns whether the rest of the body will never arrive. */
    boolean isBroken() {
        return content.isBroken();
    }

    RequestBody body() {
        return new RequestBody(
                isChunked() ? RequestBody.Framing.CHUNKED : RequestBody.Framing.CONTENT_LENGTH,
                content,
                getContentLength());
    }

    @Override
    public InputStream getContent() {
        return content;
    }
}
