// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.kill;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.PresignConstants;
import java.io.File;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;

/** Uploads a file by the plan in another one, with default settings but for the options: {@code <plan> <file> <options>}. */
final class MultipartMain {

    private MultipartMain() {}

    public static void main(String[] args) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange = context.createProducerTemplate()
                    .request("osspresigned:?operation=upload" + args[2], request -> {
                        request.getMessage().setHeader(PresignConstants.UPLOAD, Path.of(args[0]));
                        request.getMessage().setBody(new File(args[1]));
                    });
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            Message message = exchange.getMessage();
            System.out.println("verified by " + message.getHeader(OssPresignedConstants.VERIFIED) + ", resumed "
                    + message.getHeader(OssPresignedConstants.RESUMED_BYTES));
        }
    }
}
