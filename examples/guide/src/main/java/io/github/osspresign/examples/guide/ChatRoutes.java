// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.dysmsapi20170525.models.SendSmsResponseBody;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.json.JsonObject;

/** Links in chat groups and in text messages of telephones. */
final class ChatRoutes {

    private ChatRoutes() {}

    static final class Groups extends RouteBuilder {
        @Override
        public void configure() {
            String token = getContext().resolvePropertyPlaceholders("{{dingtalk.token}}");
            String dingTalk = getContext().resolvePropertyPlaceholders("{{dingtalk.secret}}");
            String weCom = getContext().resolvePropertyPlaceholders("{{wecom.key}}");
            String feishu = getContext().resolvePropertyPlaceholders("{{feishu.secret}}");
            // tag::groups[]
            from("direct:dingtalk")
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=1d")
                    .process(exchange -> GroupMessages.dingTalk(exchange, token, dingTalk, Instant.now()))
                    .to("{{dingtalk}}")
                    .process(GroupMessages::check);
            from("direct:wecom")
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=1d")
                    .process(exchange -> GroupMessages.weCom(exchange, weCom))
                    .to("{{wecom}}")
                    .process(GroupMessages::check);
            from("direct:feishu")
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=1d")
                    .process(exchange -> GroupMessages.feishu(exchange, feishu, Instant.now()))
                    .to("{{feishu}}")
                    .process(GroupMessages::check);
            // end::groups[]
        }
    }

    static final class Sms extends RouteBuilder {

        private final Client client;

        Sms(Client client) {
            this.client = client;
        }

        @Override
        public void configure() {
            SecureRandom random = new SecureRandom();
            // tag::sms[]
            from("direct:invoice")
                    // Nobody guesses 96 random bits.
                    .setHeader("code", () -> new BigInteger(96, random).toString(36))
                    .setHeader("CamelPresignObjectKey", simple("share/${header.code}.pdf"))
                    .to("presign:my-bucket?region=cn-hangzhou&method=PUT")
                    .to("osspresigned:?operation=upload")
                    .process(this::send);
            // end::sms[]
        }

        // tag::send[]
        private void send(Exchange exchange) throws Exception {
            Map<String, ?> parameters = Map.of("code", exchange.getMessage().getHeader("code", String.class));
            SendSmsRequest request = new SendSmsRequest()
                    .setPhoneNumbers(exchange.getMessage().getHeader("phone", String.class))
                    .setSignName("Example")
                    .setTemplateCode("SMS_100000001")
                    .setTemplateParam(new JsonObject(parameters).toJson());
            SendSmsResponseBody response = client.sendSms(request).getBody();
            if (!"OK".equals(response.getCode())) {
                throw new CamelExchangeException("No SMS is sent: " + response.getCode(), exchange);
            }
        }
        // end::send[]
    }
}
