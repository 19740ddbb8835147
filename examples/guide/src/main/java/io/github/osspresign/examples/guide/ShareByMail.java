// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

// tag::class[]
import io.github.osspresign.camel.mail.LinkMail;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** Stores each file and mails a link to it. */
public final class ShareByMail extends RouteBuilder {

    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new ShareByMail());
        main.run(arguments);
    }

    @Override
    public void configure() {
        from("file:outbox?move=.sent&moveFailed=.failed")
                .to("presign:my-bucket?region=cn-hangzhou&method=PUT")
                .to("osspresigned:?operation=upload")
                .setHeader("CamelPresignDownloadFileName", simple("${header.CamelFileName}"))
                .to("presign:my-bucket?region=cn-hangzhou&expiration=3d")
                .process(new LinkMail())
                .to("{{outgoing}}");
    }
}
// end::class[]
