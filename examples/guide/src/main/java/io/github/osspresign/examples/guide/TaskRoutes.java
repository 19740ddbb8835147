package io.github.osspresign.examples.guide;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OSSClientBuilder;
import com.aliyun.sdk.service.oss2.credentials.EnvironmentVariableCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.CORSConfiguration;
import com.aliyun.sdk.service.oss2.models.CORSRule;
import com.aliyun.sdk.service.oss2.models.PutBucketCorsRequest;
import com.aliyun.sdk.service.oss2.transport.apache5client.Apache5HttpClient;
import io.github.osspresign.link.PresignedLink;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.HttpHost;

/** The code of the short pages, each about one task. */
final class TaskRoutes {

    private TaskRoutes() {}

    /** A web page asks for a link, and uploads a file through it. */
    static final class UploadLink extends RouteBuilder {
        @Override
        public void configure() {
            // tag::upload-link[]
            from("platform-http:/upload-link?httpMethodRestrict=POST")
                    .removeHeaders("CamelPresign*")
                    .setHeader("CamelPresignObjectKey", simple("uploads/${exchangeId}"))
                    .to("presign:my-bucket?region=cn-hangzhou&method=PUT&expiration=10m"
                            + "&header.Content-Type=application/octet-stream")
                    .setBody(header("CamelPresignUrl"));
            // end::upload-link[]
        }
    }

    // tag::cors[]
    /** Allows scripts of one origin to upload through links to the bucket. */
    static void allowUploads(OSSClient client, String bucket, String origin) {
        CORSRule rule = CORSRule.newBuilder()
                .allowedOrigins(List.of(origin))
                .allowedMethods(List.of("PUT"))
                .allowedHeaders(List.of("Content-Type"))
                .build();
        client.putBucketCors(PutBucketCorsRequest.newBuilder()
                .bucket(bucket)
                .corsConfiguration(
                        CORSConfiguration.newBuilder().corsRules(List.of(rule)).build())
                .build());
    }
    // end::cors[]

    /** Each row of a CSV file becomes a link. */
    static final class CsvLinks extends RouteBuilder {
        @Override
        public void configure() {
            // tag::csv[]
            from("file:lists?include=.*\\.csv&moveFailed=.failed")
                    .transform()
                    .body(String.class, TaskRoutes::entries)
                    .to("presign:my-bucket?region=cn-hangzhou&operation=signAll")
                    .split(body())
                    .streaming()
                    .transform()
                    .body(PresignedLink.class, link -> link.key() + ";" + link.url() + ";" + link.expiresAt() + "\n")
                    .to("file:links?fileName=links.csv&fileExist=Append");
            // end::csv[]
        }
    }

    // tag::csv-rows[]
    /** Returns an entry for each line below the header line. */
    static List<Map<String, String>> entries(String csv) {
        return csv.lines()
                .skip(1)
                .map(line -> line.split(";", -1))
                .map(cells -> Map.of("objectKey", cells[0], "downloadFileName", cells[1], "expiration", cells[2]))
                .toList();
    }
    // end::csv-rows[]

    /** A CSV file lists links. */
    static final class CsvDownloads extends RouteBuilder {
        @Override
        public void configure() {
            // tag::csv-download[]
            from("osspresigned:inbox?linkSource=RAW(file:lists?include=.*\\.csv&moveFailed=.failed)")
                    .to("direct:process");
            // end::csv-download[]
        }
    }

    // tag::proxy[]
    /** Sends the requests of a client through a proxy. The SDK ignores its own setting proxyHost. */
    @SuppressWarnings("deprecation") // The SDK takes no client with a route planner.
    static OSSClientBuilder throughProxy(OSSClientBuilder client, String host, int port) {
        RequestConfig requests =
                RequestConfig.custom().setProxy(new HttpHost(host, port)).build();
        return client.httpClient(
                Apache5HttpClient.custom().requestConfig(requests).build());
    }
    // end::proxy[]

    static void bindClient(CamelContext context) {
        // tag::proxy-client[]
        context.getRegistry()
                .bind(
                        "ossClient",
                        throughProxy(OSSClient.newBuilder(), "proxy.example.com", 3128)
                                .region("cn-hangzhou")
                                .credentialsProvider(new EnvironmentVariableCredentialsProvider())
                                .build());
        // end::proxy-client[]
    }
}
