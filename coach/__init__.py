"""Coach: practise debtors' excuses in the terminal. This root imports nothing, on purpose."""
