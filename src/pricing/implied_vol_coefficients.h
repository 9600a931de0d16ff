#pragma once

#include <array>

/// Made by tools/make_implied_vol_coefficients.py; what they mean is said there. Lowest power first.
namespace gammafield::pricing::coefficients {

/// exp(z^2) erfc(z), z >= 0; relative error 4.0e-16.
inline constexpr std::array<double, 10> scaled_erfc_numerator = {
    0.9999999999999996,  2.271101201457963,   2.541906573160944,    1.806837208358317,     0.8913469189035608,
    0.31549521147585197, 0.08019145594992613, 0.014180087230152617, 0.0015980051017553546, 8.907813973788187e-05};

inline constexpr std::array<double, 11> scaled_erfc_denominator = {1.0,
                                                                   3.39948036855337,
                                                                   5.37780939999118,
                                                                   5.227817709356384,
                                                                   3.4697666633659847,
                                                                   1.6495229044230695,
                                                                   0.5716885343743398,
                                                                   0.14355185005321985,
                                                                   0.02521249366319109,
                                                                   0.0028323902963728657,
                                                                   0.0001578868918099084};

/// Moneyness in standard deviations from w = log(1 + |F-K|/price), Bachelier; relative error 4.3e-05.
inline constexpr std::array<double, 12> bachelier_quantile = {
    0.1591413338274228,  1.2780996177209312, 0.9307200807733709,  5.886116225217104,
    -54.26242105922617,  299.38093970731904, -1030.2854350716295, 2202.763445812396,
    -2956.0700455691544, 2433.4657655896567, -1125.3389123759537, 224.08886694447762};

/// z from w = -log(2 N(-z)); relative error 2.3e-05.
inline constexpr std::array<double, 12> normal_quantile = {
    1.5707250868662657, 0.028950115132493126, 8.75811143618029,   -73.77498325746853,
    382.5415164633986,  -1320.4245443603625,  3079.766610973987,  -4847.54534169643,
    5057.9330731071395, -3344.3766903812507,  1266.2366548757957, -208.71564252923787};

}  // namespace gammafield::pricing::coefficients
