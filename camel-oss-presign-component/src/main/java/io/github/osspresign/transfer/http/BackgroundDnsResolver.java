package io.github.osspresign.transfer.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/** Resolves hosts on other threads, since nothing ends a look-up: a request that is broken off no longer waits for it. */
public final class BackgroundDnsResolver implements DnsResolver {

    /** The client tells a resolver nothing but the host. */
    private static final ThreadLocal<@Nullable StepTimeout> TIMEOUT = new ThreadLocal<>();

    private final DnsResolver resolver;
    private final Executor threads;

    public BackgroundDnsResolver(DnsResolver resolver, Executor threads) {
        this.resolver = resolver;
        this.threads = threads;
    }

    /** Names the request that this thread resolves hosts for from now on, {@code null} for none. */
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
        threads.execute(lookUp);
        timeout.lookUp(lookUp);
        try {
            return lookUp.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, e);
        } catch (CancellationException e) {
            throw unknown(host, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
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
