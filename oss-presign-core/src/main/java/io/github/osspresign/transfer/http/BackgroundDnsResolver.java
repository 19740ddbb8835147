package io.github.osspresign.transfer.http;

import io.github.osspresign.transfer.failure.Unchecked;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/** Resolves hosts on other threads, since a look-up cannot be aborted: a cancelled request stops waiting for it. */
public final class BackgroundDnsResolver implements DnsResolver {

    /** The request of this thread; HttpClient passes only the host to a resolver. */
    private static final ThreadLocal<@Nullable StepTimeout> TIMEOUT = new ThreadLocal<>();

    private final DnsResolver resolver;
    private final Executor threads;

    /** Creates a resolver that runs the look-ups of another one on other threads. */
    public BackgroundDnsResolver(DnsResolver resolver, Executor threads) {
        this.resolver = resolver;
        this.threads = threads;
    }

    /** Sets the request for which this thread resolves hosts from now on, {@code null} for none. */
    static void resolveFor(@Nullable StepTimeout timeout) {
        if (timeout == null) {
            TIMEOUT.remove();
        } else {
            TIMEOUT.set(timeout);
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        StepTimeout timeout = TIMEOUT.get();
        if (timeout == null) {
            return resolver.resolve(host);
        }
        FutureTask<InetAddress[]> lookUp = new FutureTask<>(() -> resolver.resolve(host));
        // Registered first, so that a cancelled request begins no look-up.
        timeout.lookUp(lookUp);
        threads.execute(lookUp);
        try {
            return lookUp.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, e);
        } catch (CancellationException e) {
            throw unknown(host, e);
        } catch (ExecutionException e) {
            Unchecked.rethrow(e.getCause());
            throw e.getCause() instanceof UnknownHostException thrown ? thrown : unknown(host, e);
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolver.resolveCanonicalHostname(host);
    }

    private static UnknownHostException unknown(String host, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }
}
