package io.github.osspresign;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.oss.PartLayout;
import io.github.osspresign.test.SignedLinks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plans of uploads in parts to a bucket of a dev server, signed by the server's own signer. */
public final class UploadPlans {

    public static final int PART_SIZE = (int) PartLayout.MIN_PART_SIZE;

    private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]+)</UploadId>");

    private final String bucket;
    private final InstantSource clock;
    private final SignedLinks links;
    private Duration lifetime = Duration.ofHours(1);
    private long partSize = PART_SIZE;
    private final Map<String, String> completeHeaders = new HashMap<>(Map.of("content-type", "application/xml"));

    public UploadPlans(OssDevServer server, String bucket, InstantSource clock) {
        this.bucket = bucket;
        this.clock = clock;
        this.links = new SignedLinks(server, bucket, clock);
    }

    /** Sets how long the links of further plans live. */
    public UploadPlans lifetime(Duration lifetime) {
        this.lifetime = lifetime;
        return this;
    }

    /** Sets the part size of further plans. */
    public UploadPlans partSize(long partSize) {
        this.partSize = partSize;
        return this;
    }

    /** Makes further plans refuse to overwrite an object. */
    public UploadPlans forbidOverwrite() {
        completeHeaders.put("x-oss-forbid-overwrite", "true");
        return this;
    }

    /** Opens an upload and returns its plan, with links for the parts of the given size. */
    public PresignedUpload open(String key, long size) throws Exception {
        return plan(key, initiate(key), size, new PartLayout(size, partSize).count());
    }

    /** Opens an upload of unknown size and returns its plan, with links for the given number of parts. */
    public PresignedUpload open(String key, int parts) throws Exception {
        return plan(key, initiate(key), null, parts);
    }

    /** Opens an upload and returns its id. */
    public String initiate(String key) throws IOException, InterruptedException {
        URI url = URI.create(links.url("POST", key, Map.of("uploads", ""), Duration.ofHours(1)));
        HttpRequest request = HttpRequest.newBuilder(url)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        String response = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher id = UPLOAD_ID.matcher(response);
        if (!id.find()) {
            throw new AssertionError(response);
        }
        return id.group(1);
    }

    /** Returns a plan of an open upload. */
    public PresignedUpload plan(String key, String uploadId, @Nullable Long size, int parts) {
        Instant expiresAt = clock.instant().plus(lifetime);
        List<PresignedPart> partLinks = new ArrayList<>();
        for (int number = 1; number <= parts; number++) {
            partLinks.add(new PresignedPart(number, part(key, uploadId, number), Map.of()));
        }
        List<PresignedLink> lists = new ArrayList<>();
        for (int marker = 0; marker < parts; marker += PresignedUpload.LISTED_PARTS) {
            lists.add(link(
                    "GET",
                    key,
                    Map.of("uploadId", uploadId, "max-parts", "1000", "part-number-marker", String.valueOf(marker)),
                    Map.of()));
        }
        return new PresignedUpload(
                bucket,
                key,
                uploadId,
                size,
                partSize,
                expiresAt,
                partLinks,
                lists,
                link("POST", key, Map.of("uploadId", uploadId), completeHeaders),
                link("DELETE", key, Map.of("uploadId", uploadId), Map.of()),
                link("HEAD", key, Map.of(), Map.of()));
    }

    /** Returns a link to upload a part. */
    public String part(String key, String uploadId, int number) {
        return links.url("PUT", key, Map.of("uploadId", uploadId, "partNumber", String.valueOf(number)), lifetime);
    }

    /** Returns a link for the request of an expired one, as a signer does. */
    public PresignedLink renewed(PresignedLink ended) {
        Map<String, String> query = new HashMap<>();
        Matcher parameter = Pattern.compile("[?&](uploadId|partNumber|max-parts|part-number-marker)=([^&]*)")
                .matcher(ended.url());
        while (parameter.find()) {
            query.put(parameter.group(1), parameter.group(2));
        }
        return link(ended.method(), String.valueOf(ended.key()), query, ended.requiredHeaders());
    }

    private PresignedLink link(String method, String key, Map<String, String> query, Map<String, String> headers) {
        return PresignedLink.builder(links.url(method, key, query, headers, lifetime))
                .method(method)
                .requiredHeaders(headers)
                .expiresAt(clock.instant().plus(lifetime))
                .bucket(bucket)
                .key(key)
                .build();
    }
}
