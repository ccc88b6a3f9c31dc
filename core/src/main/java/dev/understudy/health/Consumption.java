package dev.understudy.health;

/**
 * What a model used over some time.
 *
 * @param requests attempts
 * @param tokens tokens in both directions
 * @param cost their cost in USD
 */
public record Consumption(long requests, long tokens, double cost) {
}
