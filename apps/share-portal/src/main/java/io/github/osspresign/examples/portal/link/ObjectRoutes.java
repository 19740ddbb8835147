// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.link.PresignedUpload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Signs, reads and deletes the object of a file, which is the body of the message. */
@Component
class ObjectRoutes extends RouteBuilder {

    /** Signs the link of a download, after the bucket has confirmed that the object is there. */
    static final String READ = "direct:download-link";

    /** Deletes the object, or its upload with the parts. */
    static final String DELETE = "direct:delete-object";

    /**
     * Reads the objects of a list of files one after the other into the {@link Zip} in the header {@code zip}. A connection to
     * the bucket that breaks is resumed, and each object is verified; one that cannot be read to its end ends the route.
     */
    static final String ZIP = "direct:zip";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final PortalProperties properties;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    ObjectRoutes(PortalProperties properties) {
        this.properties = properties;
    }

    @Override
    public void configure() {
        String bucket = properties.signer();
        String soon = bucket + "&expiration=1m";

        from(READ)
                .routeId("download-link")
                .process(ObjectRoutes::name)
                .to(bucket + "&verifyObject=true&expiration="
                        + properties.linkLifetime().toSeconds() + "s");

        from(DELETE)
                .routeId("delete-object")
                .process(ObjectRoutes::name)
                .filter(exchange ->
                        file(exchange).uploadedAt() == null && file(exchange).uploadId() != null)
                .process(exchange -> exchange.getMessage()
                        .setHeader(PresignConstants.UPLOAD_ID, file(exchange).uploadId()))
                .setHeader(PresignConstants.UPLOAD_PARTS, constant("1"))
                .to(soon + "&operation=multipart")
                .process(exchange -> delete(exchange.getMessage()
                        .getHeader(PresignConstants.UPLOAD, PresignedUpload.class)
                        .abort()
                        .url()))
                .removeHeaders("CamelPresignUpload*")
                .end()
                .to(soon + "&method=DELETE")
                .process(exchange -> delete(exchange.getMessage().getHeader(PresignConstants.URL, String.class)));

        from(ZIP)
                .routeId("zip")
                // A recipient who cancels the download is no error of the portal.
                .errorHandler(noErrorHandler())
                .split(body())
                .stopOnException()
                .setProperty("file", body())
                .process(ObjectRoutes::name)
                // Nobody else sees this link. A slow recipient needs it for as long as he reads.
                .to(bucket + "&expiration=12h")
                .to("osspresigned:?streaming=true")
                .process(exchange -> exchange.getMessage()
                        .getHeader("zip", Zip.class)
                        .add(
                                exchange.getProperty("file", ShareFile.class).name(),
                                exchange.getMessage().getBody(InputStream.class)))
                .end();
    }

    /** Says which object is meant, and how a browser saves it. */
    private static void name(Exchange exchange) {
        ShareFile file = file(exchange);
        exchange.getMessage().setHeader(PresignConstants.OBJECT_KEY, file.key());
        exchange.getMessage().setHeader(PresignConstants.DOWNLOAD_FILE_NAME, file.name());
    }

    private static ShareFile file(Exchange exchange) {
        return exchange.getMessage().getBody(ShareFile.class);
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
