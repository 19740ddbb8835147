// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

// tag::messages[]
/** Messages with a link for the bots of chat groups. */
final class GroupMessages {

    private GroupMessages() {}

    static void dingTalk(Exchange exchange, String token, String secret, Instant now) {
        String time = String.valueOf(now.toEpochMilli());
        String sign = URLEncoder.encode(hmac(secret, time + "\n" + secret), UTF_8);
        exchange.getMessage()
                .setHeader("CamelHttpQuery", "access_token=" + token + "&timestamp=" + time + "&sign=" + sign);
        Map<String, ?> link = Map.of("title", name(exchange), "text", "Download", "messageUrl", url(exchange));
        setBody(exchange, Map.of("msgtype", "link", "link", link));
    }

    static void weCom(Exchange exchange, String key) {
        exchange.getMessage().setHeader("CamelHttpQuery", "key=" + key);
        Map<String, ?> article = Map.of("title", name(exchange), "url", url(exchange));
        setBody(exchange, Map.of("msgtype", "news", "news", Map.of("articles", List.of(article))));
    }

    static void feishu(Exchange exchange, String secret, Instant now) {
        String time = String.valueOf(now.getEpochSecond());
        Map<String, ?> link = Map.of("tag", "a", "text", "Download", "href", url(exchange));
        Map<String, ?> post = Map.of("title", name(exchange), "content", List.of(List.of(link)));
        // In contrast to DingTalk, time and secret are the key, and the signed text is empty.
        String sign = hmac(time + "\n" + secret, "");
        setBody(
                exchange,
                Map.of(
                        "timestamp",
                        time,
                        "sign",
                        sign,
                        "msg_type",
                        "post",
                        "content",
                        Map.of("post", Map.of("zh_cn", post))));
    }

    /** Fails the exchange if the service refuses the message, which it does with the status 200. */
    static void check(Exchange exchange) throws Exception {
        String response = exchange.getMessage().getBody(String.class);
        JsonObject json = (JsonObject) Jsoner.deserialize(response);
        if (json.getIntegerOrDefault("errcode", json.getIntegerOrDefault("code", -1)) != 0) {
            throw new CamelExchangeException("The group gets no message: " + response, exchange);
        }
    }

    private static void setBody(Exchange exchange, Map<String, ?> json) {
        // Without it, a message with a query is a GET.
        exchange.getMessage().setHeader("CamelHttpMethod", "POST");
        exchange.getMessage().setHeader("Content-Type", "application/json");
        exchange.getMessage().setBody(new JsonObject(json).toJson());
    }

    private static String name(Exchange exchange) {
        return exchange.getMessage().getHeader("CamelFileName", String.class);
    }

    private static String url(Exchange exchange) {
        return exchange.getMessage().getHeader("CamelPresignUrl", String.class);
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), mac.getAlgorithm()));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
// end::messages[]
