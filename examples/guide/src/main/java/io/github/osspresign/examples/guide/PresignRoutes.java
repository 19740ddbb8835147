// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** The routes of the page of {@code presign:}. */
final class PresignRoutes {

    private PresignRoutes() {}

    /** One link for a quarter of an hour. */
    static final class OneLink extends RouteBuilder {
        @Override
        public void configure() {
            // tag::one-link[]
            from("file:outbox?moveFailed=.failed")
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=15m")
                    .log("${header.CamelPresignUrlMasked}");
            // end::one-link[]
        }
    }

    /** The link crosses a queue as the body. */
    static final class LinkAsBody extends RouteBuilder {
        @Override
        public void configure() {
            // tag::link-as-body[]
            from("file:outbox?moveFailed=.failed")
                    .setHeader("CamelPresignDownloadFileName", simple("${header.CamelFileName}"))
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=12h&output=body")
                    .to("jms:queue:links");
            // end::link-as-body[]
        }
    }

    /** No link that expires early. */
    static final class MinValidity extends RouteBuilder {
        @Override
        public void configure() {
            // tag::min-validity[]
            from("direct:share").to("presign:my-bucket?region=cn-hangzhou&expiration=1h&minValidity=30m");
            // end::min-validity[]
        }
    }

    /** Requests for new links come from a queue, and each reply is a link. */
    static final class Renew extends RouteBuilder {
        @Override
        public void configure() {
            // tag::renew[]
            from("jms:queue:links.renew")
                    .removeHeaders("CamelPresign*")
                    .to("presign:my-bucket?region=cn-hangzhou&operation=renew&expiration=1h&output=body");
            // end::renew[]
        }
    }

    /** One endpoint for many buckets and keys. */
    static final class ManyKeys extends RouteBuilder {
        @Override
        public void configure() {
            // tag::many-keys[]
            from("direct:share").toD("presign:${header.tenant}?objectKey=RAW(${header.file})&region=cn-hangzhou");
            // end::many-keys[]
        }
    }

    /** The object is asked for first. */
    static final class VerifyObject extends RouteBuilder {
        @Override
        public void configure() {
            // tag::verify-object[]
            from("jms:queue:reports")
                    .removeHeaders("CamelPresign*")
                    .setHeader("CamelPresignObjectKey", body())
                    .to("presign:my-bucket?region=cn-hangzhou&verifyObject=true&output=body")
                    .to("jms:queue:links");
            // end::verify-object[]
        }
    }

    /** A form that a browser uploads with. */
    static final class UploadForm extends RouteBuilder {
        @Override
        public void configure() {
            // tag::upload-form[]
            from("platform-http:/upload")
                    .removeHeaders("CamelPresign*")
                    .setHeader("CamelPresignObjectKey", simple("uploads/${header.user}/"))
                    .to("presign:my-bucket?region=cn-hangzhou&operation=postPolicy&method=POST&expiration=10m"
                            + "&maxUploadSize=10485760&contentTypes=image/png,image/jpeg")
                    .setBody(header("CamelPresignForm"));
            // end::upload-form[]
        }
    }

    /** A link for each line of a file. */
    static final class ManyLinks extends RouteBuilder {
        @Override
        public void configure() {
            // tag::many-links[]
            from("file:keys?include=.*\\.txt&moveFailed=.failed")
                    .to("presign:my-bucket?region=cn-hangzhou&operation=signAll&expiration=15m")
                    .split(body())
                    .streaming()
                    .to("jms:queue:links");
            // end::many-links[]
        }
    }

    /** The links of an upload in parts. */
    static final class PartLinks extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:parts")
                    .process(exchange -> exchange.getMessage()
                            .setBody(parts(exchange.getMessage().getHeader("uploadId", String.class))))
                    .to("presign:my-bucket?region=cn-hangzhou&operation=signAll&method=PUT")
                    .split(body())
                    .streaming()
                    .to("direct:process");
        }

        private static List<Map<String, Object>> parts(String id) {
            // tag::parts[]
            return List.of(
                    Map.of("objectKey", "big.zip", "query.uploadId", id, "query.partNumber", 1),
                    Map.of("objectKey", "big.zip", "query.uploadId", id, "query.partNumber", 2));
            // end::parts[]
        }
    }

    /** The links of a prefix, downloaded at once. */
    static final class PrefixLinks extends RouteBuilder {
        @Override
        public void configure() {
            // tag::prefix-links[]
            from("timer:nightly?period=24h")
                    .to("presign:my-bucket?region=cn-hangzhou&operation=signPrefix&prefix=reports/&antInclude=**/*.csv"
                            + "&maxAge=1d")
                    .split(body())
                    .streaming()
                    .to("osspresigned:reports");
            // end::prefix-links[]
        }
    }

    /** A bucket is watched and what is new in it downloaded. */
    static final class Watch extends RouteBuilder {
        @Override
        public void configure() {
            // tag::watch[]
            from("presign:my-bucket?region=cn-hangzhou&prefix=inbox/&delay=1m&expiration=2h")
                    .to("osspresigned:inbox");
            // end::watch[]
        }
    }

    /** A provider bean, found in the registry. */
    static void bindProvider(CamelContext context, Vault vault) {
        // tag::provider[]
        context.getRegistry()
                .bind("vault", (CredentialsProvider) () -> new Credentials(vault.id(), vault.secret(), vault.token()));
        // end::provider[]
    }

    /** Secret store with the keys of the reader. */
    record Vault(String id, String secret, String token) {}
}
