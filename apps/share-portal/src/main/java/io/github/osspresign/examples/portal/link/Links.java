// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signs links to the objects of files, and checks, reads and deletes objects. What the bucket does not do ends with a
 * {@link RouteFailedException}.
 */
@Component
public class Links extends RouteBuilder implements AutoCloseable {

    /** The client of the bucket itself waits for a minute. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String CHECK = "direct:check-objects";
    private static final String DELETE = "direct:delete-objects";
    private static final String ZIP = "direct:zip";

    private final ProducerTemplate camel;
    private final ObjectMapper json;
    private final PortalProperties properties;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** Clicks of strangers that wait for the bucket must not use up all threads of the web server. A further one fails at once. */
    private final ExecutorService waiting =
            new ThreadPoolExecutor(0, 50, 10, TimeUnit.SECONDS, new SynchronousQueue<>());

    Links(ProducerTemplate camel, ObjectMapper json, PortalProperties properties) {
        this.camel = camel;
        this.json = json;
        this.properties = properties;
    }

    @Override
    public void configure() {
        // The callers say what failed. A recipient who cancels the download is no error of the portal.
        errorHandler(noErrorHandler());

        from(CHECK)
                .routeId("check-objects")
                .split(body())
                .parallelProcessing()
                .stopOnException()
                .process(exchange -> exchange.getMessage().setBody(stored(file(exchange))));

        from(DELETE)
                .routeId("delete-objects")
                .split(body())
                .parallelProcessing()
                .stopOnException()
                .process(exchange -> delete(file(exchange)));

        // A connection to the bucket that breaks is resumed, and each object is verified.
        from(ZIP)
                .routeId("zip")
                .split(body())
                .stopOnException()
                .setProperty("file", body())
                // Nobody else sees this link. A slow recipient needs it for as long as he reads.
                .process(exchange -> exchange.getMessage()
                        .setHeader(PresignConstants.OBJECT_KEY, file(exchange).key()))
                .to(properties.signer() + "&expiration=12h")
                .to("osspresigned:?streaming=true")
                .process(exchange -> exchange.getMessage()
                        .getHeader("zip", Zip.class)
                        .add(
                                exchange.getProperty("file", ShareFile.class).name(),
                                exchange.getMessage().getBody(InputStream.class)));
    }

    private static ShareFile file(Exchange exchange) {
        return exchange.getMessage().getBody(ShareFile.class);
    }

    /** Returns a link for a minute to any object, which tells the address of the bucket. */
    public URI link(String key) {
        return URI.create(sign("&expiration=1m", key, Map.of()).getHeader(PresignConstants.URL, String.class));
    }

    /** Returns a link to the object of a file, under which a browser saves it with its name. */
    public URI download(ShareFile file) {
        return URI.create(sign(
                        "&expiration=" + properties.linkLifetime().toSeconds() + "s",
                        file.key(),
                        Map.of(PresignConstants.DOWNLOAD_FILE_NAME, file.name()))
                .getHeader(PresignConstants.URL, String.class));
    }

    /** Checks that the bucket has the objects of files. */
    public void check(List<ShareFile> files) {
        await(() -> files.size() == 1 ? stored(files.get(0)) : request(CHECK, files, Map.of()));
    }

    /**
     * Returns whether the object of a file is the file.
     *
     * @param crc64 CRC-64 of the file as OSS writes it, unsigned decimal; {@code null} if it is not known
     */
    public boolean isStored(ShareFile file, @Nullable String crc64) {
        PresignedLink object = await(() -> stored(file));
        return Long.valueOf(file.size()).equals(object.size())
                && (crc64 == null || object.crc64() == null || crc64.equals(object.crc64()));
    }

    private PresignedLink stored(ShareFile file) {
        return sign("&verifyObject=true&expiration=1m", file.key(), Map.of())
                .getHeader(PresignConstants.LINK, PresignedLink.class);
    }

    /**
     * Returns fresh links that send the object of a file: in parts from a size on, else in a form. A file without an upload in
     * parts gets a new one.
     */
    public Upload upload(ShareFile file) {
        return file.size() >= properties.multipartFrom() || file.uploadId() != null ? plan(file) : form(file);
    }

    /** Returns the form that stores exactly the object of a file. Sent again, it does not replace the object. */
    private Upload form(ShareFile file) {
        Message form = sign(
                "&expiration=1h&operation=postPolicy&method=POST&contentTypes=application/octet-stream"
                        + "&header.x-oss-forbid-overwrite=true",
                file.key(),
                Map.of(PresignConstants.UPLOAD_SIZE, file.size()));
        @SuppressWarnings("unchecked") // Documented type of the header.
        Map<String, String> fields = form.getHeader(PresignConstants.FORM_FIELDS, Map.class);
        return new Upload("form", form.getHeader(PresignConstants.URL, String.class), fields, null);
    }

    private Upload plan(ShareFile file) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(PresignConstants.UPLOAD_SIZE, file.size());
        if (file.uploadId() != null) {
            headers.put(PresignConstants.UPLOAD_ID, file.uploadId());
        }
        String options = "&expiration=1h&operation=multipart&header.Content-Type=application/octet-stream&output=body";
        try {
            return new Upload(
                    "multipart",
                    null,
                    null,
                    json.readTree(
                            await(() -> sign(options, file.key(), headers)).getBody(String.class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plan: must be JSON", e);
        }
    }

    /** Deletes the objects of files, or what is there of those that are still uploaded in parts. */
    public void delete(List<ShareFile> files) {
        request(DELETE, files, Map.of());
    }

    private void delete(ShareFile file) throws IOException, InterruptedException {
        if (!file.isUploaded() && file.uploadId() != null) {
            Map<String, Object> upload =
                    Map.of(PresignConstants.UPLOAD_ID, file.uploadId(), PresignConstants.UPLOAD_PARTS, "1");
            delete(sign("&expiration=1m&operation=multipart", file.key(), upload)
                    .getHeader(PresignConstants.UPLOAD, PresignedUpload.class)
                    .abort()
                    .url());
        }
        delete(sign("&expiration=1m&method=DELETE", file.key(), Map.of())
                .getHeader(PresignConstants.URL, String.class));
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

    /**
     * Writes the objects of files into a stream, one after the other, as they arrive from the bucket.
     *
     * @throws RouteFailedException if one cannot be read to its end, or the stream not be written
     */
    public void zip(List<ShareFile> files, Zip zip) {
        request(ZIP, files, Map.of("zip", zip));
    }

    private Message sign(String options, String key, Map<String, Object> headers) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put(PresignConstants.OBJECT_KEY, key);
        return request(properties.signer() + options, null, all);
    }

    private Message request(String endpoint, @Nullable Object body, Map<String, Object> headers) {
        Exchange exchange = camel.request(endpoint, request -> {
            request.getMessage().setHeaders(new HashMap<>(headers));
            request.getMessage().setBody(body);
        });
        if (exchange.getException() != null) {
            throw new RouteFailedException(exchange.getException());
        }
        return exchange.getMessage();
    }

    /** Waits for the bucket. Nothing is lost if it responds too late. */
    private <T> T await(Supplier<T> request) {
        try {
            return waiting.submit(request::get).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new RouteFailedException(new TimeoutException("bucket: must respond in time"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RouteFailedException failed ? failed : new RouteFailedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RouteFailedException(e);
        }
    }

    @Override
    public void close() {
        waiting.shutdownNow();
    }
}
