// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.devserver.OssDevServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plans of uploads in parts to a bucket of a dev server, as JSON, signed by the server's own signer. */
public final class PlanDocuments {

    /** The smallest part size that the service allows. */
    public static final int PART_SIZE = 100 * 1024;

    private static final int LISTED_PARTS = 1_000;
    private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]+)</UploadId>");
    private static final Pattern PARAMETER =
            Pattern.compile("[?&](uploadId|partNumber|max-parts|part-number-marker)=([^&]*)");

    private final String bucket;
    private final InstantSource clock;
    private final SignedLinks links;
    private Duration lifetime = Duration.ofHours(1);
    private long partSize = PART_SIZE;
    private final Map<String, String> completeHeaders = new HashMap<>(Map.of("content-type", "application/xml"));

    public PlanDocuments(OssDevServer server, String bucket, InstantSource clock) {
        this.bucket = bucket;
        this.clock = clock;
        this.links = new SignedLinks(server, bucket, clock);
    }

    /** Sets how long the links of further plans live. */
    public PlanDocuments lifetime(Duration lifetime) {
        this.lifetime = lifetime;
        return this;
    }

    /** Sets the part size of further plans. */
    public PlanDocuments partSize(long partSize) {
        this.partSize = partSize;
        return this;
    }

    /** Makes further plans refuse to overwrite an object. */
    public PlanDocuments forbidOverwrite() {
        completeHeaders.put("x-oss-forbid-overwrite", "true");
        return this;
    }

    /** Opens an upload and returns its plan, with links for the parts of the given size. */
    public String open(String key, long size) throws IOException, InterruptedException {
        return plan(key, initiate(key), size, (int) Math.max(1, (size + partSize - 1) / partSize));
    }

    /** Opens an upload of unknown size and returns its plan, with links for the given number of parts. */
    public String open(String key, int parts) throws IOException, InterruptedException {
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
    public String plan(String key, String uploadId, @Nullable Long size, int parts) throws IOException {
        List<Map<String, Object>> partLinks = new ArrayList<>();
        for (int number = 1; number <= parts; number++) {
            partLinks.add(Map.of("number", number, "url", part(key, uploadId, number)));
        }
        List<Map<String, Object>> lists = new ArrayList<>();
        for (int marker = 0; marker < parts; marker += LISTED_PARTS) {
            lists.add(link(
                    "GET",
                    key,
                    Map.of("uploadId", uploadId, "max-parts", "1000", "part-number-marker", String.valueOf(marker)),
                    Map.of()));
        }
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("bucket", bucket);
        plan.put("key", key);
        plan.put("uploadId", uploadId);
        if (size != null) {
            plan.put("size", size);
        }
        plan.put("partSize", partSize);
        plan.put("expiresAt", clock.instant().plus(lifetime).toString());
        plan.put("parts", partLinks);
        plan.put("list", lists);
        plan.put("complete", link("POST", key, Map.of("uploadId", uploadId), completeHeaders));
        plan.put("abort", link("DELETE", key, Map.of("uploadId", uploadId), Map.of()));
        plan.put("object", link("HEAD", key, Map.of(), Map.of()));
        return JSON.std.asString(plan);
    }

    /** Returns a link to upload a part. */
    public String part(String key, String uploadId, int number) {
        return links.url("PUT", key, Map.of("uploadId", uploadId, "partNumber", String.valueOf(number)), lifetime);
    }

    /** Returns the JSON form of a link for the request of an expired one, as a signer does. */
    public String renewed(String method, String key, String url, Map<String, String> headers) throws IOException {
        Map<String, String> query = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(url);
        while (parameter.find()) {
            query.put(parameter.group(1), parameter.group(2));
        }
        return JSON.std.asString(link(method, key, query, headers));
    }

    private Map<String, Object> link(
            String method, String key, Map<String, String> query, Map<String, String> headers) {
        return Map.of(
                "url",
                links.url(method, key, query, headers, lifetime),
                "method",
                method,
                "requiredHeaders",
                headers,
                "expiresAt",
                clock.instant().plus(lifetime).toString(),
                "bucket",
                bucket,
                "key",
                key);
    }
}
