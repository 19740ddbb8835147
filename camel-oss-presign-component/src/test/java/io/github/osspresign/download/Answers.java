package io.github.osspresign.download;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** Answers that come from no server. */
final class Answers {

    private Answers() {}

    /** @param headers name and value in turn */
    static Answer of(int status, byte[] body, String... headers) {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(status);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        response.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_OCTET_STREAM));
        return new Answer(() -> true, response);
    }
}
