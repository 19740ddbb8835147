// SPDX-License-Identifier: Apache-2.0
package com.example;

// tag::program[]
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.TransferClient;
import java.io.IOException;
import java.nio.file.Path;

/** Stores a file through one link, and fetches it through another. */
public final class FirstProgram {

    /** Arguments: a link for PUT, the file, a link for GET, and the folder for what is fetched. */
    public static void main(String[] arguments) throws IOException {
        try (TransferClient client = TransferClient.create()) {
            transfer(client, arguments);
        }
    }

    static void transfer(TransferClient client, String[] arguments) throws IOException {
        client.upload(PresignedLink.of(arguments[0], "PUT"), Path.of(arguments[1]));
        client.download(PresignedLink.of(arguments[2]), Path.of(arguments[3]));
    }
}
// end::program[]
