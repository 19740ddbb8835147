package com.example.share;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Shares the files of a folder. The route is in {@code camel/share.yaml}, its options are in {@code application.properties}. */
@SpringBootApplication
public class ShareApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ShareApplication.class, arguments);
    }
}
