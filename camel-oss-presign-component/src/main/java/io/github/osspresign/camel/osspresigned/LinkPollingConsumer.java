package io.github.osspresign.camel.osspresigned;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.DynamicPollingConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.support.UnitOfWorkHelper;
import org.jspecify.annotations.Nullable;

/** Downloads the link of the exchange that polls, so that one endpoint serves all links. */
final class LinkPollingConsumer extends PollingConsumerSupport implements DynamicPollingConsumer {

    private final OssPresignedEndpoint endpoint;
    private final LinkDownload downloads;
    private @Nullable ExecutorService threads;

    LinkPollingConsumer(OssPresignedEndpoint endpoint, LinkDownload downloads) {
        super(endpoint);
        this.endpoint = endpoint;
        this.downloads = downloads;
    }

    /** A failure is that of the exchange, so that the route's error handler sees its kind. */
    @Override
    public Exchange receive(Exchange polling) {
        Exchange exchange = ExchangeHelper.createCorrelatedCopy(polling, false);
        try {
            downloads.download(exchange, LinkReader.single(exchange));
        } catch (Exception e) {
            exchange.setException(e);
        }
        return exchange;
    }

    /** The link is here already; there is nothing to wait for but the download. */
    @Override
    public Exchange receiveNoWait(Exchange polling) {
        return receive(polling);
    }

    /** {@code null} where the download takes longer; it is broken off then, and the next one goes on from there. */
    @Override
    public @Nullable Exchange receive(Exchange polling, long timeout) {
        ExecutorService started = threads;
        if (started == null) {
            throw new IllegalStateException("endpoint: expected " + endpoint + " to be started but it is stopped");
        }
        CompletableFuture<Exchange> taken = new CompletableFuture<>();
        Future<?> download = started.submit(() -> {
            try {
                Exchange brought = receive(polling);
                if (!taken.complete(brought)) {
                    giveUp(brought, timeout);
                }
            } catch (RuntimeException | Error e) {
                taken.completeExceptionally(e);
                throw e;
            }
        });
        try {
            return taken.get(timeout, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It may have come about in this very moment; exactly one side has it then.
            return taken.cancel(false) ? null : taken.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return taken.cancel(false) ? null : taken.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("download: expected to end with its exchange", e.getCause());
        } finally {
            download.cancel(true);
        }
    }

    /** What nobody waits for any more is done here, its temporary file with it. */
    private static void giveUp(Exchange brought, long timeout) {
        brought.setException(new ExchangeTimedOutException(brought, timeout));
        UnitOfWorkHelper.doneSynchronizations(
                brought, brought.getExchangeExtension().handoverCompletions());
    }

    @Override
    public Exchange receive() {
        throw noExchange();
    }

    @Override
    public Exchange receiveNoWait() {
        throw noExchange();
    }

    @Override
    public Exchange receive(long timeout) {
        throw noExchange();
    }

    private static UnsupportedOperationException noExchange() {
        return new UnsupportedOperationException(
                "link: expected pollEnrich, whose message has the link, or linkSource, but there is neither");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        threads = endpoint.getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "osspresigned-poll");
    }

    @Override
    protected void doStop() throws Exception {
        ExecutorService stopped = threads;
        threads = null;
        if (stopped != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(stopped);
        }
        super.doStop();
    }
}
