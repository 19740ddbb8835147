// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStart;
import io.github.osspresign.camel.listener.TransferStatus;
import io.github.osspresign.error.OssPresignException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** Route whose downloads are recorded by a listener. */
public abstract class OperationTestSupport extends OssPresignedTestSupport {

    /** Endpoint of each route in these tests. */
    public static final String OPTIONS =
            "&parallelism=1&maxAttempts=2&backoffInitial=1ms&transferListener=#remembering";

    public final Remembering remembering = new Remembering();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("remembering", remembering);
        return context;
    }

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:links").routeId("fetch").to(osspresigned(OPTIONS)).to("mock:out");
    }

    /** Sends a link through the route. The route handles failures. */
    public void fetch(String url) {
        template.send("direct:links", exchange -> exchange.getMessage().setBody(url));
    }

    /** Stores a number of random bytes and returns a link to them. */
    public String stored(String key, int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        server.putObject(BUCKET, key, content);
        return link(key);
    }

    /** Listener that records its calls. */
    public static class Remembering implements TransferListener {

        public final List<TransferStart> started = new CopyOnWriteArrayList<>();
        public final List<TransferStatus> progress = new CopyOnWriteArrayList<>();
        public final List<OssPresignException> retries = new CopyOnWriteArrayList<>();
        public final List<Duration> skews = new CopyOnWriteArrayList<>();
        public final List<TransferEnd> finished = new CopyOnWriteArrayList<>();
        /** Runs at the end of each call for progress. */
        public volatile Runnable atProgress = () -> {};

        @Override
        public void started(TransferStart download) {
            started.add(download);
        }

        @Override
        public void progress(TransferStatus now) {
            progress.add(now);
            atProgress.run();
        }

        @Override
        public void retrying(TransferStart download, OssPresignException failure) {
            retries.add(failure);
        }

        @Override
        public void responseReceived(TransferStart download, Duration clockSkew) {
            skews.add(clockSkew);
        }

        @Override
        public void finished(TransferEnd end) {
            finished.add(end);
        }
    }
}
