package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.download.LinkRefresher;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Asks an endpoint for a fresh link; it is told which object the link is to point to, for an upload also with which method and headers, and nothing else. */
final class RefreshRoute implements LinkRefresher {

    private static final String BUCKET_NAME = "CamelPresignBucketName";
    private static final String OBJECT_KEY = "CamelPresignObjectKey";
    private static final String VERSION_ID = "CamelPresignVersionId";
    private static final String METHOD = "CamelPresignMethod";
    private static final String REQUIRED_HEADERS = "CamelPresignRequiredHeaders";

    private final ProducerTemplate template;
    private final Endpoint endpoint;
    private final OssPresignedOperation operation;

    RefreshRoute(ProducerTemplate template, Endpoint endpoint, OssPresignedOperation operation) {
        this.template = template;
        this.endpoint = endpoint;
        this.operation = operation;
    }

    @Override
    public PresignedLink refresh(PresignedLink ended) throws IOException {
        Exchange exchange = template.request(endpoint, asked -> {
            Message message = asked.getMessage();
            set(message, BUCKET_NAME, ended.bucket());
            set(message, OBJECT_KEY, ended.key());
            set(message, VERSION_ID, ended.versionId());
            if (operation == OssPresignedOperation.UPLOAD) {
                message.setHeader(METHOD, UploadLink.METHOD);
                message.setHeader(REQUIRED_HEADERS, ended.requiredHeaders());
            }
        });
        if (exchange.getException() != null) {
            throw new IOException("no fresh link from " + endpoint, exchange.getException());
        }
        try {
            return operation == OssPresignedOperation.UPLOAD
                    ? UploadLink.fromAnswer(exchange)
                    : LinkReader.single(exchange);
        } catch (RuntimeException e) {
            throw new IOException("no fresh link in the answer of " + endpoint, e);
        }
    }

    private static void set(Message message, String header, @Nullable String value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
