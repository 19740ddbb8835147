// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** The webhooks of DingTalk, WeCom and Feishu and the SMS service of Alibaba Cloud, as far as they check their requests. */
final class ChatReceiver implements AutoCloseable {

    static final String TOKEN = "token-of-the-group";
    static final String SECRET = "SECofTheGuide";
    private static final Duration LONGEST_AGE = Duration.ofHours(1);

    /** Bodies of accepted messages; of an SMS, its parameters. */
    final List<JsonObject> accepted = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    ChatReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/robot/send", exchange -> {
            Map<String, String> query = parameters(exchange);
            boolean signed = TOKEN.equals(query.get("access_token"))
                    && isRecent(Instant.ofEpochMilli(Long.parseLong(query.get("timestamp"))))
                    && base64(hmac(SECRET, query.get("timestamp") + "\n" + SECRET))
                            .equals(query.get("sign"));
            accept(exchange, signed, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}");
        });
        server.createContext(
                "/cgi-bin/webhook/send",
                exchange -> accept(
                        exchange,
                        TOKEN.equals(parameters(exchange).get("key")),
                        "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}"));
        server.createContext("/open-apis/bot/v2/hook/" + TOKEN, exchange -> {
            JsonObject body = json(exchange);
            String time = body.getString("timestamp");
            boolean signed = isRecent(Instant.ofEpochSecond(Long.parseLong(time)))
                    && base64(hmac(time + "\n" + SECRET, "")).equals(body.getString("sign"));
            respond(exchange, body, signed, "{\"code\":0}", "{\"code\":19021,\"msg\":\"sign match fail\"}");
        });
        server.createContext("/", exchange -> {
            boolean signed = acs3(exchange).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            JsonObject sms = new JsonObject(parameters(exchange));
            respond(exchange, sms, signed, "{\"Code\":\"OK\"}", "{\"Code\":\"SignatureDoesNotMatch\"}");
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static boolean isRecent(Instant time) {
        return Duration.between(time, Instant.now()).abs().compareTo(LONGEST_AGE) < 0;
    }

    private void accept(HttpExchange exchange, boolean signed, String refusal) throws IOException {
        respond(exchange, json(exchange), signed, "{\"errcode\":0,\"errmsg\":\"ok\"}", refusal);
    }

    private void respond(HttpExchange exchange, JsonObject message, boolean signed, String response, String refusal)
            throws IOException {
        if (signed && exchange.getRequestMethod().equals("POST")) {
            accepted.add(message);
        }
        byte[] bytes = (signed ? response : refusal).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static JsonObject json(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        return Jsoner.deserialize(body, new JsonObject());
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : exchange.getRequestURI().getRawQuery().split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return parameters;
    }

    /** Returns the header of a request that is signed as the version 3 of Alibaba Cloud's signatures prescribes. */
    private static String acs3(HttpExchange exchange) throws IOException {
        String[] query = exchange.getRequestURI().getRawQuery().split("&", -1);
        Arrays.sort(query);
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (key.startsWith("x-acs-") || key.equals("host") || key.equals("content-type")) {
                headers.put(key, values.get(0).strip());
            }
        });
        StringBuilder canonical = new StringBuilder();
        canonical.append(exchange.getRequestMethod() + "\n/\n" + String.join("&", query) + "\n");
        headers.forEach((name, value) -> canonical.append(name + ":" + value + "\n"));
        String names = String.join(";", headers.keySet());
        canonical.append("\n" + names + "\n" + sha256(exchange.getRequestBody().readAllBytes()));
        String text = "ACS3-HMAC-SHA256\n" + sha256(canonical.toString().getBytes(UTF_8));
        return "ACS3-HMAC-SHA256 Credential=" + TOKEN + ",SignedHeaders=" + names + ",Signature="
                + HexFormat.of().formatHex(hmac(SECRET, text));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
