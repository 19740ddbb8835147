// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.link.UploadJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

    private static final String ZIP = "direct:zip";

    private final ProducerTemplate camel;
    private final PortalProperties properties;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** Clicks of strangers that wait for the bucket must not use up all threads of the web server. A further one fails at once. */
    private final ExecutorService waiting =
            new ThreadPoolExecutor(0, 50, 10, TimeUnit.SECONDS, new SynchronousQueue<>());

    Links(ProducerTemplate camel, PortalProperties properties) {
        this.camel = camel;
        this.properties = properties;
    }

    @Override
    public void configure() {
        // The caller says what failed. A recipient who cancels the download is no error of the portal.
        errorHandler(noErrorHandler());

        // A connection to the bucket that breaks is resumed, and each object is verified.
        from(ZIP)
                .routeId("zip")
                .split(body())
                .stopOnException()
                .setProperty("file", body())
                .process(exchange -> requireOpen(exchange.getMessage().getHeader("open", BooleanSupplier.class)))
                // Nobody else sees this link. A slow recipient needs it for as long as he reads.
                .setHeader(PresignConstants.OBJECT_KEY)
                .body(ShareFile.class, ShareFile::key)
                .to(properties.signer() + "&expiration=12h")
                .to("osspresigned:?streaming=true")
                .process(exchange -> exchange.getMessage()
                        .getHeader("zip", Zip.class)
                        .add(
                                exchange.getProperty("file", ShareFile.class).name(),
                                exchange.getMessage().getBody(InputStream.class)));
    }

    /** Returns a link for a minute to any object, which tells the address of the bucket. */
    public URI link(String key) {
        return URI.create(url("&expiration=1m", key, Map.of()));
    }

    /** Returns a link to the object of a file, under which a browser saves it with its name. */
    public URI download(ShareFile file) {
        String lifetime = "&expiration=" + properties.linkLifetime().toSeconds() + "s";
        return URI.create(url(lifetime, file.key(), Map.of(PresignConstants.DOWNLOAD_FILE_NAME, file.name())));
    }

    /** Checks that the bucket has the objects of files. */
    public void check(List<ShareFile> files) {
        await(() -> files.size() == 1 ? stored(files.get(0)) : each(files, this::stored));
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
        return new Upload("form", form.getHeader(PresignConstants.URL, String.class), fields, null, null);
    }

    private Upload plan(ShareFile file) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(PresignConstants.UPLOAD_SIZE, file.size());
        if (file.uploadId() != null) {
            headers.put(PresignConstants.UPLOAD_ID, file.uploadId());
        }
        String options = "&expiration=1h&operation=multipart&header.Content-Type=application/octet-stream";
        PresignedUpload plan = await(() -> sign(options, file.key(), headers))
                .getHeader(PresignConstants.UPLOAD, PresignedUpload.class);
        return new Upload("multipart", null, null, new String(UploadJson.write(plan), UTF_8), plan.uploadId());
    }

    /** Deletes the objects of files, or what is there of those that are still uploaded in parts. */
    public void delete(List<ShareFile> files) {
        each(files, this::delete);
    }

    private void delete(ShareFile file) {
        if (!file.isUploaded() && file.uploadId() != null) {
            Map<String, Object> upload =
                    Map.of(PresignConstants.UPLOAD_ID, file.uploadId(), PresignConstants.UPLOAD_PARTS, "1");
            delete(sign("&expiration=1m&operation=multipart", file.key(), upload)
                    .getHeader(PresignConstants.UPLOAD, PresignedUpload.class)
                    .abort()
                    .url());
        }
        delete(url("&expiration=1m&method=DELETE", file.key(), Map.of()));
    }

    private void delete(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .DELETE()
                .build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            // A missing object is deleted already.
            if (status / 100 != 2 && status != 404) {
                throw new RouteFailedException("object cannot be deleted: HTTP status " + status, null);
            }
        } catch (IOException | InterruptedException e) {
            throw RouteFailedException.of(e);
        }
    }

    /**
     * Writes the objects of files into a stream, one after the other, as they arrive from the bucket.
     *
     * @param open asked before each file
     * @throws RouteFailedException if one cannot be read to its end, or the stream not be written, or it is not open any more
     */
    public void zip(List<ShareFile> files, Zip zip, BooleanSupplier open) {
        RouteFailedException.result(camel.send(ZIP, exchange -> {
            exchange.getMessage().setHeader("open", open);
            exchange.getMessage().setHeader("zip", zip);
            exchange.getMessage().setBody(files);
        }));
    }

    private static void requireOpen(BooleanSupplier open) {
        if (!open.getAsBoolean()) {
            throw new RouteFailedException("the share has ended, or has another password", null);
        }
    }

    private String url(String options, String key, Map<String, Object> headers) {
        return sign(options, key, headers).getHeader(PresignConstants.URL, String.class);
    }

    private Message sign(String options, String key, Map<String, Object> headers) {
        return RouteFailedException.result(camel.send(properties.signer() + options, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setHeader(PresignConstants.OBJECT_KEY, key);
        }));
    }

    /** Sends several requests at a time, since a share has up to 500 objects. After one has failed, the others are cancelled. */
    private static @Nullable Void each(List<ShareFile> files, Consumer<ShareFile> request) {
        // Not shared: a bucket that does not respond to some must not stop the others.
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            ExecutorCompletionService<Object> sent = new ExecutorCompletionService<>(threads);
            files.forEach(file -> sent.submit(() -> request.accept(file), null));
            for (int i = 0; i < files.size(); i++) {
                sent.take().get();
            }
            return null;
        } catch (ExecutionException | InterruptedException e) {
            throw RouteFailedException.of(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Waits for the bucket. Nothing is lost if it responds too late. */
    private <T> T await(Supplier<T> request) {
        try {
            return waiting.submit(request::get).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new RouteFailedException("bucket: must respond in time", e);
        } catch (ExecutionException | InterruptedException e) {
            throw RouteFailedException.of(e);
        }
    }

    @Override
    public void close() {
        waiting.shutdownNow();
    }
}
