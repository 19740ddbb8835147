// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.link.PresignedUpload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Deletes the object of a share, or its upload with the parts, through a link for DELETE. */
@Component
class DeleteRoute extends RouteBuilder {

    static final String OBJECT = "direct:delete-object";
    static final String UPLOAD = "direct:delete-upload";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final PortalProperties properties;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    DeleteRoute(PortalProperties properties) {
        this.properties = properties;
    }

    @Override
    public void configure() {
        String bucket = properties.signer() + "&expiration=1m";

        from(OBJECT)
                .routeId("delete-object")
                .to(bucket + "&method=DELETE")
                .process(exchange -> delete(exchange.getMessage().getHeader(PresignConstants.URL, String.class)));

        from(UPLOAD)
                .routeId("delete-upload")
                .to(bucket + "&operation=multipart")
                .process(exchange -> delete(exchange.getMessage()
                        .getHeader(PresignConstants.UPLOAD, PresignedUpload.class)
                        .abort()
                        .url()));
    }

    private void delete(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .DELETE()
                .build();
        HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
        // A missing object is deleted already.
        if (response.statusCode() / 100 != 2 && response.statusCode() != 404) {
            throw new IOException("object cannot be deleted: HTTP status " + response.statusCode());
        }
    }
}
