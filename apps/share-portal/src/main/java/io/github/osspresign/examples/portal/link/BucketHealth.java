// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.page.PortalAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Health of the bucket: whether it accepts a signed request, and files from the pages of the portal. The object does not exist,
 * so that the probe is cheap. Probes are at most one in ten seconds, however often health is requested.
 */
@Component("bucket")
class BucketHealth implements HealthIndicator {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Downloads work, so this must not make a load balancer leave the portal out: its HTTP status is 200. */
    private static final Status NO_UPLOADS = new Status("NO_UPLOADS");

    /** The list of parts is read with GET, and the object with HEAD if a response was lost. */
    private static final List<String> METHODS = List.of("POST", "PUT", "GET", "HEAD");

    private final ProducerTemplate camel;
    private final PortalAddress address;
    private final String signer;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private @Nullable Health last;
    private long lastNanos;

    BucketHealth(ProducerTemplate camel, PortalAddress address, PortalProperties properties) {
        this.camel = camel;
        this.address = address;
        signer = properties.signer() + "&expiration=1m";
    }

    @Override
    public synchronized Health health() {
        Health known = last;
        if (known == null || System.nanoTime() - lastNanos > INTERVAL.toNanos()) {
            known = probe();
            last = known;
            lastNanos = System.nanoTime();
        }
        return known;
    }

    private Health probe() {
        try {
            String url = url();
            if (url == null) {
                return Health.down()
                        .withDetail("problem", "no link can be signed")
                        .build();
            }
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(), BodyHandlers.ofString());
            String code = code(response.body());
            if (response.statusCode() != 404 || !code.equals("NoSuchKey")) {
                return Health.down()
                        .withDetail("status", response.statusCode())
                        .withDetail("code", code)
                        .withDetail(
                                "date", response.headers().firstValue("Date").orElse(""))
                        .build();
            }
            String page = address.toString();
            return takesFilesFrom(page)
                    ? Health.up().build()
                    : Health.status(NO_UPLOADS)
                            .withDetail("problem", noRule(page))
                            .build();
        } catch (IOException e) {
            return Health.down()
                    .withDetail("problem", e.getClass().getSimpleName())
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        }
    }

    private @Nullable String url() {
        return camel.request(
                        signer,
                        exchange -> exchange.getMessage().setHeader(PresignConstants.OBJECT_KEY, "shares/health"))
                .getMessage()
                .getHeader(PresignConstants.URL, String.class);
    }

    /** Returns whether the CORS rules of the bucket let pages of an origin send files, as browsers ask before they do. */
    boolean takesFilesFrom(String origin) throws IOException, InterruptedException {
        String url = url();
        if (url == null) {
            return true;
        }
        for (String method : METHODS) {
            HttpRequest preflight = HttpRequest.newBuilder(URI.create(url))
                    .timeout(TIMEOUT)
                    .method("OPTIONS", BodyPublishers.noBody())
                    .header("Origin", origin)
                    .header("Access-Control-Request-Method", method)
                    .header("Access-Control-Request-Headers", "content-type")
                    .build();
            if (client.send(preflight, BodyHandlers.discarding()).statusCode() == 403) {
                return false;
            }
        }
        return true;
    }

    static String noRule(String origin) {
        return "the CORS rule of the bucket must allow " + origin + " the methods " + String.join(", ", METHODS)
                + " and the header Content-Type";
    }

    /** Returns the code of an error of OSS, such as {@code NoSuchBucket}, else an empty text. */
    private static String code(String body) {
        int start = body.indexOf("<Code>");
        int end = body.indexOf("</Code>");
        return start < 0 || end < start ? "" : body.substring(start + "<Code>".length(), end);
    }
}
