// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.examples.portal.manage.InvalidRequestException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses to begin an upload from a page whose files the bucket does not take: it lacks a CORS rule, or the page was opened at
 * another address. The page would only see a lost connection, and try again for ever. Programs send no origin.
 */
@Component
class UploadCheck implements HandlerInterceptor, WebMvcConfigurer {

    private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

    private final BucketHealth bucket;
    private volatile @Nullable Known last;

    /** Strangers choose the origin, and must not use all threads up. */
    private final Semaphore asking = new Semaphore(2);

    UploadCheck(BucketHealth bucket) {
        this.bucket = bucket;
    }

    /** Origin from which the bucket takes files. */
    private record Known(String origin, long nanos) {}

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

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !request.getMethod().equals("POST") || isKnown(origin) || !asking.tryAcquire()) {
            return true;
        }
        try {
            if (!bucket.takesFilesFrom(origin)) {
                throw new InvalidRequestException(HttpStatus.FAILED_DEPENDENCY, "", BucketHealth.noRule(origin));
            }
            last = new Known(origin, System.nanoTime());
        } catch (IOException e) {
            // The page also tries again while the bucket does not respond.
        } finally {
            asking.release();
        }
        return true;
    }

    private boolean isKnown(String origin) {
        Known known = last;
        return known != null
                && known.origin().equals(origin)
                && System.nanoTime() - known.nanos() < KNOWN_FOR.toNanos();
    }
}
