// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.service;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.examples.portal.PortalProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Health of the bucket: whether it accepts a signed request. The object does not exist, so that the probe is cheap. Probes are
 * at most one in ten seconds, however often health is requested.
 */
@Component("bucket")
class BucketHealth implements HealthIndicator {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ProducerTemplate camel;
    private final String signer;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private @Nullable Health last;
    private long lastNanos;

    BucketHealth(ProducerTemplate camel, PortalProperties properties) {
        this.camel = camel;
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
            String url = camel.request(
                            signer,
                            exchange -> exchange.getMessage().setHeader(PresignConstants.OBJECT_KEY, "shares/health"))
                    .getMessage()
                    .getHeader(PresignConstants.URL, String.class);
            if (url == null) {
                return Health.down()
                        .withDetail("problem", "no link can be signed")
                        .build();
            }
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(), BodyHandlers.ofString());
            String code = code(response.body());
            return response.statusCode() == 404 && code.equals("NoSuchKey")
                    ? Health.up().build()
                    : Health.down()
                            .withDetail("status", response.statusCode())
                            .withDetail("code", code)
                            .withDetail(
                                    "date",
                                    response.headers().firstValue("Date").orElse(""))
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

    /** Returns the code of an error of OSS, such as {@code NoSuchBucket}, else an empty text. */
    private static String code(String body) {
        int start = body.indexOf("<Code>");
        int end = body.indexOf("</Code>");
        return start < 0 || end < start ? "" : body.substring(start + "<Code>".length(), end);
    }
}
