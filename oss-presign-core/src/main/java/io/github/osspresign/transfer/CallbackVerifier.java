// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.oss.CallbackSignature;
import io.github.osspresign.transfer.attempt.RefreshableLink;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.failure.Unchecked;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.upload.LinkRequest;
import io.github.osspresign.transfer.wire.Response;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Verifies that the service has sent an upload callback. Thread-safe; keeps each public key until it is closed. */
public final class CallbackVerifier implements AutoCloseable {

    /*
     * Anyone can send a request with a signature and the address of a key. Therefore the address must be one of the few of
     * the service, character by character. The key is fetched over https even if the address begins with http: on the way,
     * somebody could replace the key.
     */

    private static final String OFFICIAL_HOST = "gosspublic.alicdn.com";
    private static final Pattern OFFICIAL =
            Pattern.compile("https?://gosspublic\\.alicdn\\.com(/callback_pub_key_v[0-9]{1,2}\\.pem)");

    /** The service waits 5 s for the response to its callback. */
    private static final Duration LONGEST_FETCH = Duration.ofSeconds(3);

    /** Anyone can make the verifier fetch a key that does not exist, so it does not fetch it for each request. */
    private static final Duration ABSENCE = Duration.ofMinutes(1);

    private final @Nullable String publicKeyUrl;
    private final InstantSource time;
    private final TransferClient client;
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    /** The running fetches: callbacks that come at the same time wait for one of them. */
    private final Map<String, CompletableFuture<Optional<PublicKey>>> fetches = new ConcurrentHashMap<>();

    private final Map<String, Instant> absentUntil = new ConcurrentHashMap<>();

    private CallbackVerifier(Builder builder) {
        this.publicKeyUrl = builder.publicKeyUrl;
        this.time = builder.clock;
        TransferOptions fetching = TransferOptions.builder()
                .hostPolicy(builder.hostsOfKeys)
                .connectTimeout(LONGEST_FETCH)
                .stallTimeout(LONGEST_FETCH)
                .transferTimeout(LONGEST_FETCH)
                .proxy(builder.proxy)
                .build();
        this.client = builder.client.options(fetching).clock(builder.clock).build();
    }

    /** Returns a verifier that accepts the public keys of the service. */
    public static CallbackVerifier create() {
        return builder().build();
    }

    /** Returns a builder of a verifier that accepts the public keys of the service. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builder of a verifier; a property that is not set keeps the default of {@link TransferClient#builder}. */
    public static final class Builder {

        private final TransferClient.Builder client = TransferClient.builder();
        private InstantSource clock = InstantSource.system();
        private @Nullable ProxyServer proxy;
        private @Nullable String publicKeyUrl;
        private HostPolicy hostsOfKeys = HostPolicy.STRICT.allowingHosts(OFFICIAL_HOST);

        private Builder() {}

        /** Sets the clock. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets which certificates are trusted; host names are always verified. */
        public Builder tls(SSLContext tls) {
            client.tls(tls);
            return this;
        }

        /** Sets the resolver of hosts. */
        public Builder resolver(HostResolver resolver) {
            client.resolver(resolver);
            return this;
        }

        /** Sets the threads and connections, which are not closed with the verifier; by default it has its own. */
        public Builder pool(TransferPool pool) {
            client.pool(pool);
            return this;
        }

        /** Sets the proxy, {@code null} for none. */
        public Builder proxy(@Nullable ProxyServer proxy) {
            this.proxy = proxy;
            return this;
        }

        /**
         * Sets the only accepted address of a public key; its host may have a private address.
         *
         * @throws OssPresignException if it is not an http or https URL
         */
        public Builder publicKeyUrl(String publicKeyUrl) throws OssPresignException {
            LinkAddress keys = LinkAddress.parse(publicKeyUrl);
            this.publicKeyUrl = publicKeyUrl;
            this.hostsOfKeys = HostPolicy.STRICT
                    .allowingHosts(keys.host() + ":" + keys.port())
                    .allowingPrivateAddresses()
                    .allowingHttp();
            return this;
        }

        /** Builds the verifier. */
        public CallbackVerifier build() {
            return new CallbackVerifier(this);
        }
    }

    /**
     * Returns why a request is not a callback of the service, {@code null} if it is one. A bucket of another account may
     * have caused it: what its body says is a claim.
     *
     * @param target path and query, as received
     * @param body body as received
     * @throws OssPresignException if the public key cannot be fetched within 3 seconds, although it may exist
     */
    public @Nullable String objection(CallbackSignature signature, String target, byte[] body)
            throws OssPresignException {
        String version = signature.version();
        if (version != null && !version.equals(CallbackSignature.VERSION)) {
            return "version of its signature: must be " + CallbackSignature.VERSION + ", was " + Quoted.of(version);
        }
        String address = signature.keyAddress();
        String url = address == null ? null : accepted(address);
        if (url == null) {
            return "address of the public key: must be "
                    + (publicKeyUrl == null ? "one of the service" : "that of publicKeyUrl") + ", was another one";
        }
        PublicKey key = key(url);
        if (key == null) {
            return "address of the public key: must have a key, has none";
        }
        return signature.isOf(key, target, body) ? null : "its signature is wrong";
    }

    private @Nullable String accepted(String address) {
        if (publicKeyUrl != null) {
            return address.equals(publicKeyUrl) ? address : null;
        }
        Matcher official = OFFICIAL.matcher(address);
        return official.matches() ? "https://" + OFFICIAL_HOST + official.group(1) : null;
    }

    private @Nullable PublicKey key(String url) throws OssPresignException {
        PublicKey known = keys.get(url);
        if (known != null || time.instant().isBefore(absentUntil.getOrDefault(url, Instant.MIN))) {
            return known;
        }
        CompletableFuture<Optional<PublicKey>> own = new CompletableFuture<>();
        CompletableFuture<Optional<PublicKey>> running = fetches.putIfAbsent(url, own);
        return running == null ? fetch(url, own) : await(running);
    }

    private @Nullable PublicKey fetch(String url, CompletableFuture<Optional<PublicKey>> result)
            throws OssPresignException {
        PublicKey fetched = null;
        try {
            fetched = fetch(url);
            keys.put(url, fetched);
        } catch (ObjectNotFoundException | LinkRejectedException e) {
            absentUntil.put(url, time.instant().plus(ABSENCE));
        } catch (OssPresignException | RuntimeException | Error e) {
            result.completeExceptionally(e);
            throw e;
        } finally {
            fetches.remove(url);
            result.complete(Optional.ofNullable(fetched));
        }
        return fetched;
    }

    private static @Nullable PublicKey await(CompletableFuture<Optional<PublicKey>> running)
            throws OssPresignException {
        try {
            return running.join().orElse(null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof OssPresignException failure) {
                throw failure;
            }
            Unchecked.rethrow(e.getCause());
            throw e;
        }
    }

    private PublicKey fetch(String url) throws OssPresignException {
        try (Transfer transfer = client.shared().start(new Cancellation(), ProgressListener.NONE)) {
            PresignedLink link = PresignedLink.builder(url).build();
            return new LinkRequest(transfer, RefreshableLink.Use.DOWNLOAD, link, null).once(null, (response, check) -> {
                check.requireStatus(200, response);
                return key(response);
            });
        }
    }

    private static PublicKey key(Response response) throws IOException {
        String pem = response.bodyUpTo(CallbackSignature.MAX_KEY_LENGTH + 1).whole();
        try {
            return CallbackSignature.publicKey(pem);
        } catch (IllegalArgumentException e) {
            throw new PlainFailure(String.valueOf(e.getMessage()), false);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
