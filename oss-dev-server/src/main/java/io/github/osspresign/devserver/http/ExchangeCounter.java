package io.github.osspresign.devserver.http;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpFilterChain;
import org.apache.hc.core5.http.io.HttpFilterHandler;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Counts the exchanges under way, so that a stop can let them finish. */
final class ExchangeCounter implements HttpFilterHandler {

    private int underWay;

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
        underWay += by;
        notifyAll();
    }

    /** Waits until no exchange is under way, at most this long. */
    synchronized void awaitNone(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (underWay > 0) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
    }
}
