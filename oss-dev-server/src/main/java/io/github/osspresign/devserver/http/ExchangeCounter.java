// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpFilterChain;
import org.apache.hc.core5.http.io.HttpFilterHandler;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Counts the requests in progress, so that a stop can wait for them. */
final class ExchangeCounter implements HttpFilterHandler {

    private int inProgress;

    @Override
    public void handle(
            ClassicHttpRequest request,
            HttpFilterChain.ResponseTrigger trigger,
            HttpContext context,
            HttpFilterChain chain)
            throws HttpException, IOException {
        change(1);
        try {
            chain.proceed(request, trigger, context);
        } finally {
            change(-1);
        }
    }

    private synchronized void change(int by) {
        inProgress += by;
        notifyAll();
    }

    /** Waits until no request is in progress, or until the timeout. */
    synchronized void awaitNone(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (inProgress > 0) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
    }
}
