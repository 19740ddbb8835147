// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.oss.CallbackSignature;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedResponse.Ending;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only keys at the addresses of the service prove that a callback is from it, and a bad server of keys harms nobody. */
@Timeout(30)
class CallbackVerifierTest {

    private static final String PATH = "/callback_pub_key_v1.pem";
    private static final String TARGET = "/uploaded?a=b";
    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final KeyPair KEYS = keys();

    /** Names of hosts that were resolved. None exists. */
    private final List<String> resolved = Collections.synchronizedList(new ArrayList<>());

    private volatile Instant now = Instant.now();

    @AutoClose
    private final TransferPool pool = new TransferPool();

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(512);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(KEYS.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static CallbackSignature signature(String keyUrl) throws Exception {
        Signature signature = Signature.getInstance("MD5withRSA");
        signature.initSign(KEYS.getPrivate());
        signature.update((TARGET + "\n{}").getBytes(UTF_8));
        return new CallbackSignature(
                Base64.getEncoder().encodeToString(signature.sign()),
                Base64.getEncoder().encodeToString(keyUrl.getBytes(UTF_8)),
                "1.0");
    }

    private CallbackVerifier verifier(@Nullable String publicKeyUrl) throws Exception {
        HostResolver none = host -> {
            if (host.equals("127.0.0.1")) {
                return new InetAddress[] {InetAddress.getByName(host)};
            }
            resolved.add(host);
            throw new UnknownHostException(host);
        };
        CallbackVerifier.Builder verifier =
                CallbackVerifier.builder().clock(() -> now).resolver(none).pool(pool);
        return (publicKeyUrl == null ? verifier : verifier.publicKeyUrl(publicKeyUrl)).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://gosspublic.alicdn.com.evil.example/callback_pub_key_v1.pem",
                "http://evil-gosspublic.alicdn.com/callback_pub_key_v1.pem",
                "http://evil.example/gosspublic.alicdn.com/callback_pub_key_v1.pem",
                "http://gosspublic.alicdn.com@evil.example/callback_pub_key_v1.pem",
                "http://gosspublic.alicdn.com:80@evil.example/callback_pub_key_v1.pem",
                "http://me@gosspublic.alicdn.com/callback_pub_key_v1.pem",
                "http://evil.example#@gosspublic.alicdn.com/callback_pub_key_v1.pem",
                "http://evil.example\\@gosspublic.alicdn.com/callback_pub_key_v1.pem",
                "http://evil.example?http://gosspublic.alicdn.com/callback_pub_key_v1.pem",
                "http://gosspublic.alicdn.com:8080/callback_pub_key_v1.pem",
                "https://gosspublic.alicdn.com:8443/callback_pub_key_v1.pem",
                "http://gosspublic.alicdn.com./callback_pub_key_v1.pem",
                "http://gosspublic_alicdn_com/callback_pub_key_v1.pem",
                "http://gosspublicxalicdn.com/callback_pub_key_v1.pem",
                "http://gosspublic.alicdn.com/../evil.example/callback_pub_key_v1.pem",
                "http://gosspublic.alicdn.com/redirect?to=evil.example/callback_pub_key_v1.pem",
                "http://gosspublic.alicdn.com/callback_pub_key_v1.pem?evil",
                "http://gosspublic.alicdn.com/callback_pub_key_v1.pem#evil",
                "http://gosspublic.alicdn.com/callback_pub_key_v1.pem\n",
                "\nhttp://gosspublic.alicdn.com/callback_pub_key_v1.pem",
                "http://gosspublic.alicdn.com\r\nHost: evil.example/callback_pub_key_v1.pem",
                "http://gosspublic.ali\u0441dn.com/callback_pub_key_v1.pem",
                "http://gosspublic.alicdn.com/callback_pub_key_v\u0661.pem",
                "http://gosspublic.alicdn.com/other.pem",
                "//gosspublic.alicdn.com/callback_pub_key_v1.pem",
                "file://gosspublic.alicdn.com/callback_pub_key_v1.pem",
                "ftp://gosspublic.alicdn.com/callback_pub_key_v1.pem",
                "jar:http://gosspublic.alicdn.com/callback_pub_key_v1.pem",
                "http://127.0.0.1/callback_pub_key_v1.pem",
                ""
            })
    void keyAtAnotherAddressIsNotFetched(String address) throws Exception {
        try (CallbackVerifier verifier = verifier(null)) {
            assertThat(verifier.objection(signature(address), TARGET, BODY))
                    .isEqualTo("address of the public key: must be one of the service, was another one");
        }
        assertThat(resolved).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void keyOfTheServiceIsFetchedFromItsHost(String scheme) throws Exception {
        try (CallbackVerifier verifier = verifier(null)) {
            assertThatThrownBy(() ->
                            verifier.objection(signature(scheme + "://gosspublic.alicdn.com" + PATH), TARGET, BODY))
                    .isInstanceOf(OssPresignException.class)
                    .hasMessageContaining("https://gosspublic.alicdn.com/callback_pub_key_v1.pem");
        }
        assertThat(resolved).containsOnly("gosspublic.alicdn.com");
    }

    @Test
    void keyIsFetchedOnceForAllCallbacks() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok(pem()))) {
            String url = "http://127.0.0.1:" + server.port() + PATH;
            try (CallbackVerifier verifier = verifier(url)) {
                assertThat(verifier.objection(signature(url), TARGET, BODY)).isNull();
                assertThat(verifier.objection(signature(url), TARGET, BODY)).isNull();
                assertThat(verifier.objection(signature(url), "/uploaded?a=c", BODY))
                        .isEqualTo("its signature is wrong");
                assertThat(verifier.objection(signature(url), TARGET, "{} ".getBytes(UTF_8)))
                        .isEqualTo("its signature is wrong");
                assertThat(verifier.objection(signature("http://gosspublic.alicdn.com" + PATH), TARGET, BODY))
                        .isEqualTo("address of the public key: must be that of publicKeyUrl, was another one");
            }
            assertThat(server.onlyRequest()).startsWith("GET " + PATH + " HTTP/1.1");
        }
    }

    @Test
    void signatureOfVersion2IsRefusedByItsName() throws Exception {
        CallbackSignature second = new CallbackSignature("AAAA", "AAAA", "2.0");
        try (CallbackVerifier verifier = verifier(null)) {
            assertThat(verifier.objection(second, TARGET, BODY))
                    .isEqualTo("version of its signature: must be 1.0, was '2.0'");
        }
    }

    @Test
    void absentKeyIsAskedForOnceAMinute() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(ScriptedResponse.status("404 Not Found", new byte[0]), ScriptedResponse.ok(pem()))) {
            String url = "http://127.0.0.1:" + server.port() + PATH;
            try (CallbackVerifier verifier = verifier(url)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(verifier.objection(signature(url), TARGET, BODY))
                            .isEqualTo("address of the public key: must have a key, has none");
                }
                assertThat(server.requests()).hasSize(1);
                now = now.plusSeconds(60);
                assertThat(verifier.objection(signature(url), TARGET, BODY)).isNull();
            }
        }
    }

    @Test
    void callbacksThatComeAtTheSameTimeFetchTheKeyOnce() throws Exception {
        int callbacks = 60;
        ExecutorService threads = Executors.newFixedThreadPool(callbacks);
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.silence(Ending.STALL))) {
            String url = "http://127.0.0.1:" + server.port() + PATH;
            try (CallbackVerifier verifier = verifier(url)) {
                CallbackSignature signature = signature(url);
                List<Future<@Nullable String>> objections = new ArrayList<>();
                for (int i = 0; i < callbacks; i++) {
                    objections.add(threads.submit(() -> verifier.objection(signature, TARGET, BODY)));
                }
                for (Future<@Nullable String> objection : objections) {
                    assertThatThrownBy(objection::get).hasCauseInstanceOf(OssPresignException.class);
                }
            }
            assertThat(server.requests()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    static List<ScriptedResponse> badKeyServers() {
        return List.of(
                ScriptedResponse.silence(Ending.STALL),
                ScriptedResponse.ok(pem()).afterBytes(20, Ending.STALL),
                ScriptedResponse.silence(Ending.CLOSE),
                ScriptedResponse.endless("200 OK", " ".repeat(64 * 1024).getBytes(UTF_8)),
                ScriptedResponse.ok(pem() + " ".repeat(64 * 1024)),
                ScriptedResponse.status("302 Found", new byte[0]).with("Location", "http://127.0.0.1:{port}/other.pem"),
                ScriptedResponse.status("500 Internal Server Error", pem().getBytes(UTF_8)),
                ScriptedResponse.ok("<html>not a key</html>"));
    }

    @ParameterizedTest
    @MethodSource("badKeyServers")
    void badServerOfKeysEndsTheVerificationBeforeTheServiceGivesUp(ScriptedResponse response) throws Exception {
        try (ScriptedServer server = new ScriptedServer(response, ScriptedResponse.ok(pem()))) {
            String url = "http://127.0.0.1:" + server.port() + PATH;
            try (CallbackVerifier verifier = verifier(url)) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> verifier.objection(signature(url), TARGET, BODY))
                        .isInstanceOf(OssPresignException.class);
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                        .isLessThan(4500);
                assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
                assertThat(verifier.objection(signature(url), TARGET, BODY)).isNull();
            }
        }
    }
}
