package dev.understudy.sample.web;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call the application.
 *
 * @param allowedHosts the names under which it may be reached, besides those of this
 * machine
 */
@ConfigurationProperties("sample")
record WebSettings(@DefaultValue Set<String> allowedHosts) {

}
