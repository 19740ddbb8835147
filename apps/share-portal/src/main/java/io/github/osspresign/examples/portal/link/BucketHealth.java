// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import static java.util.Objects.requireNonNullElse;

import io.github.osspresign.examples.portal.page.PortalAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Health of the bucket: whether it accepts a signed request, and files from the pages of the portal. The object does not exist,
 * so that the probe is cheap. Probes are at most one in ten seconds, however often health is requested.
 *
 * <p>An upload from a page whose files the bucket does not take is refused before it begins: the bucket lacks a CORS rule, or the
 * page was opened at another address. The page would only see a lost connection, and try again for ever.
 */
@Component("bucket")
class BucketHealth implements HealthIndicator, HandlerInterceptor, WebMvcConfigurer {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Downloads work, so this must not make a load balancer leave the portal out: its HTTP status is 200. */
    private static final Status NO_UPLOADS = new Status("NO_UPLOADS");

    /** The list of parts is read with GET, and the object with HEAD if a response was lost. */
    private static final List<String> METHODS = List.of("POST", "PUT", "GET", "HEAD");

    private static final String KEY = "shares/health";

    private final Links links;
    private final PortalAddress address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private Health last = Health.unknown().build();
    private long next = System.nanoTime();

    /** Strangers choose the origin, and must not use all threads up. */
    private final Semaphore asking = new Semaphore(2);

    BucketHealth(Links links, PortalAddress address) {
        this.links = links;
        this.address = address;
    }

    @Override
    public synchronized Health health() {
        if (System.nanoTime() - next >= 0) {
            last = probe();
            next = System.nanoTime() + INTERVAL.toNanos();
        }
        return last;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(
                        "/api/shares",
                        "/api/shares/*/upload",
                        "/api/shares/*/files/*/upload",
                        "/r/*/files",
                        "/r/*/files/*/upload");
    }

    /** Programs send no origin. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !request.getMethod().equals("POST") || !asking.tryAcquire()) {
            return true;
        }
        try {
            boolean isOwn = origin.equals(address.toString());
            if (isOwn ? health().getStatus().equals(NO_UPLOADS) : !takesFilesFrom(origin)) {
                throw new ResponseStatusException(HttpStatus.FAILED_DEPENDENCY, noRule(origin));
            }
        } catch (IOException | RouteFailedException e) {
            // The page also tries again while the bucket does not respond.
        } finally {
            asking.release();
        }
        return true;
    }

    private Health probe() {
        Health.Builder health = Health.down();
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(links.link(KEY)).timeout(TIMEOUT).build(), BodyHandlers.ofString());
            String code = requireNonNullElse(StringHelper.between(response.body(), "<Code>", "</Code>"), "");
            if (response.statusCode() != 404 || !code.equals("NoSuchKey")) {
                String date = response.headers().firstValue("Date").orElse("");
                health.withDetails(Map.of("status", response.statusCode(), "code", code, "date", date));
            } else if (takesFilesFrom(address.toString())) {
                health.up();
            } else {
                health.status(NO_UPLOADS).withDetail("problem", noRule(address.toString()));
            }
        } catch (IOException | RouteFailedException e) {
            health.withDetail("problem", e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            health.unknown();
        }
        return health.build();
    }

    /** Returns whether the CORS rules of the bucket let pages of an origin send files, as browsers ask before they do. */
    private boolean takesFilesFrom(String origin) throws IOException, InterruptedException {
        for (String method : METHODS) {
            HttpRequest preflight = HttpRequest.newBuilder(links.link(KEY))
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

    private static String noRule(String origin) {
        return "the CORS rule of the bucket must allow " + origin + " the methods " + String.join(", ", METHODS)
                + " and the header Content-Type";
    }
}
