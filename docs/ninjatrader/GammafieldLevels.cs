// Gammafield levels on a NinjaTrader 8 chart: reads what `gammafield levels --format ninjatrader` prints, from a file or
// an address, and draws a horizontal line for each row. A sample to build on. Context, not a signal and not advice.
// Licence: Apache-2.0.
#region Using declarations
using System;
using System.Collections.Generic;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using System.Windows.Media;
using NinjaTrader.Data;
using NinjaTrader.NinjaScript.DrawingTools;
#endregion

namespace NinjaTrader.NinjaScript.Indicators
{
    public class GammafieldLevels : Indicator
    {
        private const string Head = "Instrument,Label,Price,Color";
        private static readonly HttpClient Client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };

        private sealed class Level
        {
            public string Label;
            public double Price;
            public Brush Brush;
        }

        private Timer timer;
        private int asking;
        private readonly HashSet<string> drawn = new HashSet<string>();

        [NinjaScriptProperty]
        [Display(Name = "Source", Description = "A file, or an address such as http://127.0.0.1:8080/v1/levels/SPX?format=ninjatrader", Order = 1)]
        public string Source { get; set; }

        [NinjaScriptProperty]
        [Range(10, 3600)]
        [Display(Name = "Every (seconds)", Order = 2)]
        public int EverySeconds { get; set; }

        [NinjaScriptProperty]
        [Display(Name = "Token", Description = "Bearer token of the server, if it wants one", Order = 3)]
        public string Token { get; set; }

        protected override void OnStateChange()
        {
            if (State == State.SetDefaults)
            {
                Name = "GammafieldLevels";
                Description = "Levels of dealer gamma exposure, from a file or a Gammafield server";
                IsOverlay = true;
                Calculate = Calculate.OnBarClose;
                Source = "http://127.0.0.1:8080/v1/levels/SPX?format=ninjatrader";
                EverySeconds = 60;
                Token = "";
            }
            else if (State == State.Realtime)
            {
                timer = new Timer(ignored => Ask(), null, 0, EverySeconds * 1000);
            }
            else if (State == State.Terminated && timer != null)
            {
                timer.Dispose();
                timer = null;
            }
        }

        protected override void OnBarUpdate() { }

        // One question at a time: a slow server is not asked again before it has answered.
        private async void Ask()
        {
            if (Interlocked.Exchange(ref asking, 1) == 1)
                return;
            try
            {
                List<Level> levels = Read(await TextOf(Source));
                TriggerCustomEvent(ignored => Show(levels), null);
            }
            catch (Exception error)
            {
                TriggerCustomEvent(ignored => Print("Gammafield: " + error.Message), null);
            }
            finally
            {
                Interlocked.Exchange(ref asking, 0);
            }
        }

        private async Task<string> TextOf(string source)
        {
            if (!source.StartsWith("http", StringComparison.OrdinalIgnoreCase))
                return File.ReadAllText(source);
            using (var request = new HttpRequestMessage(HttpMethod.Get, source))
            {
                if (Token.Length > 0)
                    request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Token);
                using (HttpResponseMessage answer = await Client.SendAsync(request))
                {
                    answer.EnsureSuccessStatusCode();
                    return await answer.Content.ReadAsStringAsync();
                }
            }
        }

        // Labels hold no comma; a row that is not four cells with a price is left out.
        private static List<Level> Read(string text)
        {
            var levels = new List<Level>();
            string[] rows = text.Split('\n');
            if (rows.Length == 0 || rows[0].Trim() != Head)
                throw new InvalidDataException("not a list of levels: its first line is not " + Head);
            for (int i = 1; i < rows.Length; i++)
            {
                string[] cells = rows[i].Trim().Split(',');
                double price;
                if (cells.Length != 4 || !double.TryParse(cells[2], NumberStyles.Float, CultureInfo.InvariantCulture, out price))
                    continue;
                levels.Add(new Level { Label = cells[1], Price = price, Brush = BrushOf(cells[3]) });
            }
            return levels;
        }

        private static Brush BrushOf(string name)
        {
            try
            {
                Brush brush = (Brush)new BrushConverter().ConvertFromString(name);
                brush.Freeze();
                return brush;
            }
            catch (Exception)
            {
                return Brushes.Gray;
            }
        }

        private void Show(List<Level> levels)
        {
            var gone = new HashSet<string>(drawn);
            foreach (Level level in levels)
            {
                string tag = "Gammafield " + level.Label;
                Draw.HorizontalLine(this, tag, level.Price, level.Brush);
                Draw.Text(this, tag + " name", level.Label, 0, level.Price, level.Brush);
                drawn.Add(tag);
                gone.Remove(tag);
            }
            foreach (string tag in gone)
            {
                RemoveDrawObject(tag);
                RemoveDrawObject(tag + " name");
                drawn.Remove(tag);
            }
        }
    }
}
